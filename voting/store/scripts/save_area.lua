-- Save the document of an area or a programme, if it is still at the revision it was judged against,
-- and with it results and leads, which are kept beside an area.
-- KEYS  1 the document's hash   2 its log   3 the area's results (or KEYS[1])
--       4 the area's leads, if they change (or KEYS[1])
-- ARGV  1 revision expected ("0": nothing there yet)   2 new revision   3 document
--       4 log entry ("": the document stays as it is, only what is beside it changes)
--       5 hint channel   6 hint   7 how many lines of the log change; then pairs: id in the log,
--       entry to put there; then how many results; then triples: workshop, version, result ("": it
--       is taken out); then pairs: number and lead, which take the place of all there were
-- Returns 1 when saved, 0 when somebody else was first (nothing is written then). A result never
-- takes the place of a later version.
local now = redis.call('HGET', KEYS[1], 'revision') or '0'
if now ~= ARGV[1] then
  return 0
end
local after_lines = 8 + 2 * tonumber(ARGV[7])
if after_lines > 8 then
  -- A line of a stream can't be changed in place: the log is written anew, every line under its id.
  local changed = {}
  for i = 8, after_lines - 1, 2 do
    changed[ARGV[i]] = ARGV[i + 1]
  end
  local lines = redis.call('XRANGE', KEYS[2], '-', '+')
  redis.call('DEL', KEYS[2])
  for _, line in ipairs(lines) do
    redis.call('XADD', KEYS[2], line[1], 'entry', changed[line[1]] or line[2][2])
  end
end
if ARGV[4] ~= '' then
  redis.call('HSET', KEYS[1], 'revision', ARGV[2], 'document', ARGV[3],
    'seal', redis.sha1hex(ARGV[3]))
  redis.call('XADD', KEYS[2], '*', 'entry', ARGV[4])
end
local first_result = after_lines + 1
local after_results = first_result + 3 * tonumber(ARGV[after_lines])
for i = first_result, after_results - 1, 3 do
  local workshop, version, result = ARGV[i], tonumber(ARGV[i + 1]), ARGV[i + 2]
  local held = redis.call('HGET', KEYS[3], workshop)
  local changes = held ~= result
  if result == '' then
    changes = redis.call('HDEL', KEYS[3], workshop) == 1
  elseif held and changes then
    changes = cjson.decode(held)['version'] <= version
  end
  if changes then
    if result ~= '' then
      redis.call('HSET', KEYS[3], workshop, result)
    end
    local before = redis.call('HGET', KEYS[1], 'results') or ''
    redis.call('HSET', KEYS[1], 'results', redis.sha1hex(before .. workshop .. result))
  end
end
if KEYS[4] ~= KEYS[1] then
  redis.call('DEL', KEYS[4])
  for i = after_results, #ARGV, 2 do
    redis.call('HSET', KEYS[4], ARGV[i], ARGV[i + 1])
  end
end
redis.call('PUBLISH', ARGV[5], ARGV[6])
return 1
