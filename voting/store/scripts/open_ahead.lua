-- Say in a gate that people may rate ahead, where a release that did not know of it saved the gate.
-- KEYS  1 gate
-- ARGV  1 the revision at which the workshop says so
-- Returns 1 if the gate says so now.
if redis.call('HGET', KEYS[1], 'revision') ~= ARGV[1] then
  return 0
end
redis.call('HSET', KEYS[1], 'ahead', 'open')
return 1
