package kz.centerpro.cli.client;

import java.io.IOException;

/** Gives access tokens; signs in again when one has ended. */
public interface TokenSource {

    /** A token that holds now. */
    String token() throws IOException;

    /** The hub no longer takes the last one; false when there can be no other. */
    boolean renew();

    /** A token that was given from outside. */
    static TokenSource fixed(String token) {
        return new TokenSource() {
            @Override
            public String token() {
                return token;
            }

            @Override
            public boolean renew() {
                return false;
            }
        };
    }
}
