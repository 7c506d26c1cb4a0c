-- Store, change or take back one person's reason for their rating in one round.
-- KEYS  1 gate   2 the round's reasons   3 the round's ballots
-- ARGV  1 round id   2 person   3 reason (JSON), "" to take it back   4 hint channel   5 hint
-- Returns "stored" | "closed" | "barred" | "unrated" | "shown". A reason that a trainer has shown
-- stays as it is. A person's second device speaks as that person, as it votes.
local person = ARGV[2]
if redis.call('HEXISTS', KEYS[3], person) == 0 then
  person = redis.call('HGET', KEYS[1], 'same:' .. person) or person
end
if redis.call('HEXISTS', KEYS[1], 'barred:' .. person) == 1 then
  return 'barred'
end
if redis.call('HEXISTS', KEYS[3], person) == 0 then
  return 'unrated'
end
local held = redis.call('HGET', KEYS[2], person)
if held then
  local id = cjson.decode(held)['id']
  if redis.call('HEXISTS', KEYS[1], 'shown:' .. id) == 1 then
    return 'shown'
  end
end
if ARGV[3] == '' then
  redis.call('HDEL', KEYS[2], person)
elseif redis.call('HGET', KEYS[1], 'reasons') ~= ARGV[1] then
  return 'closed'
else
  redis.call('HSET', KEYS[2], person, ARGV[3])
end
redis.call('PUBLISH', ARGV[4], ARGV[5])
return 'stored'
