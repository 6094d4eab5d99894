package kz.centerpro.hub.agreement;

/** What is accepted in one act: the offer and the privacy policy in force beside it (clause 2.6). */
record Terms(LegalText offer, LegalText policy) {}
