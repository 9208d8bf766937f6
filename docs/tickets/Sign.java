// Signs the claims on standard input as a ticket (JWT, HS256).
// HALL_TICKET_KID names the key, HALL_TICKET_SECRET is the secret agreed with the city.
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Sign {
    static String part(byte[] data) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(data);
    }

    public static void main(String[] args) throws Exception {
        String kid = System.getenv("HALL_TICKET_KID");
        byte[] secret = System.getenv("HALL_TICKET_SECRET").getBytes(UTF_8);
        String header = "{\"alg\":\"HS256\",\"kid\":\"" + kid + "\",\"typ\":\"JWT\"}";
        String claims = new String(System.in.readAllBytes(), UTF_8).trim();
        String signed = part(header.getBytes(UTF_8)) + "." + part(claims.getBytes(UTF_8));

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        System.out.print(signed + "." + part(mac.doFinal(signed.getBytes(UTF_8))));
    }
}
