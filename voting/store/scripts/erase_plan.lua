-- Erase a plan that is still at the revision at which it was seen to be empty.
-- KEYS  1 the plan's hash   2 its log   3 answers   4 suggestions
-- ARGV  1 revision   2 hint channel   3 hint
-- Returns 1, or 0 with nothing done when somebody was first.
if redis.call('HGET', KEYS[1], 'revision') ~= ARGV[1] then
  return 0
end
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3], KEYS[4])
redis.call('PUBLISH', ARGV[2], ARGV[3])
return 1
