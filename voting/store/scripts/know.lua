-- Keep the area's pseudonym of a person, unless the workshop is there no more.
-- KEYS  1 gate   2 known
-- ARGV  1 person   2 pseudonym
-- Returns 1, or 0 with nothing written.
if redis.call('HEXISTS', KEYS[1], 'revision') == 0 then
  return 0
end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
return 1
