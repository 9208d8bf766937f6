<?php
// Signs the claims on standard input as a ticket (JWT, HS256).
// HALL_TICKET_KID names the key, HALL_TICKET_SECRET is the secret agreed with the city.

function part(string $data): string
{
    return rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
}

$header = ['alg' => 'HS256', 'kid' => getenv('HALL_TICKET_KID'), 'typ' => 'JWT'];
$signed = part(json_encode($header)) . '.' . part(trim(stream_get_contents(STDIN)));
$signature = hash_hmac('sha256', $signed, getenv('HALL_TICKET_SECRET'), true);

echo $signed . '.' . part($signature);
