package example.house.billing;

import org.springframework.http.HttpStatus;

public final class BillingDoor {

    public HttpStatus answer() {
        return HttpStatus.OK;
    }

    /** An exception of one's own may call its super constructor. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message);
        }
    }
}
