package kz.centerpro.hub.counterparty;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param entries
 *            in one list
 * @param additionsPerDay
 *            entries that one list may grow by within 24 hours, by hand and by files together, and as many may be asked
 *            about by trying files (clauses 4.3.5, 4.3.9)
 * @param importRows
 *            of one file
 * @param invitationsPerDay
 *            of one participant within 24 hours (4.3.5)
 * @param invitationRest
 *            how soon the same counterparty may be invited anew
 * @param invitationTerm
 *            how long a link is good
 * @param lettersPerAddress
 *            invitations that one e-mail address gets within 24 hours, whoever invites (4.3.5)
 * @param connectEvery
 *            how often the lists are told of who joined
 */
@ConfigurationProperties("center.counterparty")
public record CounterpartyProperties(@DefaultValue("20000") int entries, @DefaultValue("2000") int additionsPerDay,
        @DefaultValue("1000") int importRows, @DefaultValue("50") int invitationsPerDay,
        @DefaultValue("1d") Duration invitationRest, @DefaultValue("30d") Duration invitationTerm,
        @DefaultValue("3") int lettersPerAddress, @DefaultValue("1s") Duration connectEvery) {

    public CounterpartyProperties {
        if (entries < 1 || additionsPerDay < 1 || importRows < 1 || invitationsPerDay < 1) {
            throw new IllegalArgumentException("limits of center.counterparty must be positive");
        }
    }
}
