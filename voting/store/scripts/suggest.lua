-- Keep a suggestion for a goal while they are taken, unless its sender has sent so many already, or
-- it is kept. One that a trainer has dropped stays without its words: it counts, and does not come
-- back when it is sent again.
-- KEYS  1 the plan's hash   2 its suggestions
-- ARGV  1 workshop   2 what fields of this sender begin with   3 the field   4 the suggestion
--       5 how many at most   6 hint channel   7 hint
-- Returns how many of this sender are kept now, -1 when it is one too many, -2 when none are taken.
local mine = 0
for _, field in ipairs(redis.call('HKEYS', KEYS[2])) do
  if string.sub(field, 1, #ARGV[2]) == ARGV[2] then
    mine = mine + 1
  end
end
if redis.call('HEXISTS', KEYS[2], ARGV[3]) == 1 then
  return mine
end
if redis.call('HEXISTS', KEYS[1], 'takes:' .. ARGV[1]) == 0 then
  return -2
end
if mine >= tonumber(ARGV[5]) then
  return -1
end
redis.call('HSET', KEYS[2], ARGV[3], ARGV[4])
redis.call('PUBLISH', ARGV[6], ARGV[7])
return mine + 1
