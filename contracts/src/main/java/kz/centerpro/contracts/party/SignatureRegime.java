package kz.centerpro.contracts.party;

/** EDS (ЭЦП) of the national authority for residents, ES (ЭП) for everybody else (clauses 1.6, 1.7). */
public enum SignatureRegime {
    EDS, ES
}
