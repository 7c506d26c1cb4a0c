-- Keep how what was rated ahead lies in each domain, if enough more people have than at last.
-- KEYS  1 gate   2 the hints
-- ARGV  1 people who have by now   2 how many more it takes   3.. pairs: domain, how it lies
-- Returns 1 if kept.
local people = tonumber(ARGV[1])
local last = tonumber(redis.call('HGET', KEYS[2], 'people') or '0')
if people < last + tonumber(ARGV[2]) or redis.call('HEXISTS', KEYS[1], 'revision') == 0 then
  return 0
end
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[2], 'people', ARGV[1])
for i = 3, #ARGV, 2 do
  redis.call('HSET', KEYS[2], 'in:' .. ARGV[i], ARGV[i + 1])
end
return 1
