-- Save a workshop document, if it is still at the revision it was judged against.
-- KEYS  1 document   2 gate   3 log   4 a hash that the decision also rests on (or the gate)
-- ARGV  1 revision expected ("0": no workshop yet)   2 new revision   3 document   4 log entry
--       5 hint channel   6 hint   7, 8 field and value that must stand in KEYS[4] ("" for neither)
--       9 what takes that value's place ("": it stays)   10 how many lines of the log change
--       11.. pairs: id in the log, entry to put there; then pairs: field of the gate, value
-- Returns 1 when saved, 0 when somebody else was first (nothing is written then).
local now = redis.call('HGET', KEYS[2], 'revision') or '0'
if now ~= ARGV[1] then
  return 0
end
if ARGV[7] ~= '' and redis.call('HGET', KEYS[4], ARGV[7]) ~= ARGV[8] then
  return 0
end
if ARGV[9] ~= '' then
  redis.call('HSET', KEYS[4], ARGV[7], ARGV[9])
end
local rest = 11 + 2 * tonumber(ARGV[10])
if rest > 11 then
  -- A line of a stream can't be changed in place: the log is written anew, every line under its id.
  local changed = {}
  for i = 11, rest - 1, 2 do
    changed[ARGV[i]] = ARGV[i + 1]
  end
  local lines = redis.call('XRANGE', KEYS[3], '-', '+')
  redis.call('DEL', KEYS[3])
  for _, line in ipairs(lines) do
    redis.call('XADD', KEYS[3], line[1], 'entry', changed[line[1]] or line[2][2])
  end
end
redis.call('SET', KEYS[1], ARGV[3])
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[2], 'revision', ARGV[2], 'seal', redis.sha1hex(ARGV[3]))
for i = rest, #ARGV, 2 do
  redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
end
redis.call('XADD', KEYS[3], '*', 'entry', ARGV[4])
redis.call('PUBLISH', ARGV[5], ARGV[6])
return 1
