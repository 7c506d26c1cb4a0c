-- Save a workshop document, if it is still at the revision it was judged against.
-- KEYS  1 document   2 gate   3 log
-- ARGV  1 revision expected ("0": no workshop yet)   2 new revision   3 document   4 log entry
--       5 hint channel   6 hint   7 id of the open round or ""   8.. pairs: person, why barred
-- Returns 1 when saved, 0 when somebody else was first (nothing is written then).
local now = redis.call('HGET', KEYS[2], 'revision') or '0'
if now ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[3])
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[2], 'revision', ARGV[2], 'round', ARGV[7])
for i = 8, #ARGV, 2 do
  redis.call('HSET', KEYS[2], 'barred:' .. ARGV[i], ARGV[i + 1])
end
redis.call('XADD', KEYS[3], '*', 'entry', ARGV[4])
redis.call('PUBLISH', ARGV[5], ARGV[6])
return 1
