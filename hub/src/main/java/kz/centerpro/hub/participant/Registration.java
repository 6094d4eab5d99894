package kz.centerpro.hub.participant;

import java.util.List;
import kz.centerpro.contracts.party.Difference;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.RegistrationRequest;
import kz.centerpro.contracts.party.SignatureRegime;

/** What the policy made of a request and a certificate: the identity to register, and where the two differ. */
record Registration(ParticipantKind kind, String country, String taxId, String name, SignatureRegime regime,
        List<Difference> differences, RegistrationRequest typed) {}
