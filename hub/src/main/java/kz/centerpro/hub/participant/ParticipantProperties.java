package kz.centerpro.hub.participant;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param strictTaxIds
 *            hold numbers inside certificates to their check digit; off where test certificates sign in
 * @param lookupsPerMinute
 *            exact look-ups of one participant on one node
 * @param reservedNames
 *            may not be part of a typed name (clause 4.3.3)
 */
@ConfigurationProperties("center.participant")
public record ParticipantProperties(@DefaultValue("false") boolean strictTaxIds,
        @DefaultValue("50") int lookupsPerMinute,
        @DefaultValue( {
                "Center Pro", "MOBIX"}) List<String> reservedNames){

    public ParticipantProperties {
        if (lookupsPerMinute < 1) {
            throw new IllegalArgumentException("center.participant.lookups-per-minute must be positive");
        }
        reservedNames = List.copyOf(reservedNames);
    }
}
