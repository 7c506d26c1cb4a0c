-- Save a plan if it is still at the revision it was judged against, and say which of its questions
-- are open. The answers to questions that are no more go in the same step.
-- KEYS  1 the plan's hash   2 its log   3.. answers to be deleted
-- ARGV  1 revision expected ("0": nothing there yet)   2 new revision   3 document   4 log entry
--       5 hint channel   6 hint   7.. pairs: id of an open question, and when it was opened
-- Returns 1 when saved, 0 when somebody else was first (nothing is written then).
if (redis.call('HGET', KEYS[1], 'revision') or '0') ~= ARGV[1] then
  return 0
end
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if string.sub(field, 1, 5) == 'open:' then
    redis.call('HDEL', KEYS[1], field)
  end
end
redis.call('HSET', KEYS[1], 'revision', ARGV[2], 'document', ARGV[3])
for i = 7, #ARGV, 2 do
  redis.call('HSET', KEYS[1], 'open:' .. ARGV[i], ARGV[i + 1])
end
redis.call('XADD', KEYS[2], '*', 'entry', ARGV[4])
for i = 3, #KEYS do
  redis.call('DEL', KEYS[i])
end
redis.call('PUBLISH', ARGV[5], ARGV[6])
return 1
