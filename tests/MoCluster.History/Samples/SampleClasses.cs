namespace MoCluster.History.Samples;

/// <summary>The facets, classes and IT systems of a sample, as os2mo-init makes them for a municipality.</summary>
internal static class SampleClasses
{
    /// <summary>The user keys of the facets, with those of their classes and the scope of each.</summary>
    public static IReadOnlyList<(string Facet, (string Key, string Scope)[] Classes)> Facets { get; } =
    [
        ("org_unit_type", [("Afdeling", "TEXT"), ("Institution", "TEXT"), ("Forvaltning", "TEXT")]),
        ("org_unit_level", [("N1", "TEXT"), ("N2", "TEXT"), ("N3", "TEXT"), ("N4", "TEXT"), ("N5", "TEXT")]),
        ("org_unit_hierarchy", [("linjeorg", "TEXT"), ("selvejet", "TEXT")]),
        ("engagement_type", [("Ansat", "TEXT"), ("Timeansat", "TEXT")]),
        ("engagement_job_function", [("Pædagog", "TEXT"), ("Lærer", "TEXT"), ("Ingeniør", "TEXT"), ("Sagsbehandler", "TEXT"), ("Sygeplejerske", "TEXT"), ("Kok", "TEXT")]),
        ("primary_type", [("primary", "3000"), ("non-primary", "0"), ("explicitly-primary", "5000")]),
        ("org_unit_address_type", [("PhoneUnit", "PHONE"), ("EmailUnit", "EMAIL"), ("EanUnit", "EAN"), ("WebUnit", "WWW")]),
        ("employee_address_type", [("PhoneEmployee", "PHONE"), ("EmailEmployee", "EMAIL"), ("RoomEmployee", "TEXT")]),
        ("visibility", [("Public", "PUBLIC"), ("Intern", "INTERNAL"), ("Secret", "SECRET")]),
        ("manager_type", [("Direktør", "TEXT"), ("Leder", "TEXT")]),
        ("manager_level", [("Niveau1", "TEXT"), ("Niveau2", "TEXT"), ("Niveau3", "TEXT")]),
        ("responsibility", [("Personale", "TEXT"), ("Økonomi", "TEXT"), ("Beredskab", "TEXT")]),
        ("association_type", [("Tillidsrepræsentant", "TEXT"), ("Konsulent", "TEXT")]),
        ("leave_type", [("Barsel", "TEXT"), ("Orlov", "TEXT")]),
        ("kle_number", [("00.01", "TEXT"), ("17.15", "TEXT"), ("27.03", "TEXT")]),
        ("kle_aspect", [("Indsigt", "TEXT"), ("Udførende", "TEXT"), ("Ansvarlig", "TEXT")]),
        ("role", [("Læse", "TEXT"), ("Skrive", "TEXT"), ("Godkende", "TEXT")]),
    ];

    /// <summary>The user keys and names of the IT systems.</summary>
    public static IReadOnlyList<(string Key, string Name)> Systems { get; } = [("ad", "Active Directory"), ("lon", "Lønsystem"), ("sag", "Sagssystem")];
}
