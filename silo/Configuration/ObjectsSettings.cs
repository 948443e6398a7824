using MoCluster.Grains.Objects;

namespace MoCluster.Silo.Configuration;

/// <summary>The limits of mutations (DESIGN.md §6).</summary>
[Section("Objects", "The limits of mutations.")]
internal sealed record ObjectsSettings
{
    private const string All = "*";
    private static readonly ObjectOptions Defaults = new();

    [Setting("How long a mutation may take from its arrival to its commit, the wait for its turn included.",
        Min = "00:00:01", Max = "00:01:40")]
    public TimeSpan Limit { get; init; } = Defaults.Limit;

    [Setting("How long all before triggers of a mutation may take together.", Min = "00:00:00.1", Max = "00:01:40")]
    public TimeSpan TriggerBudget { get; init; } = Defaults.TriggerBudget;

    [Setting("How long all after triggers of a mutation may take together.", Min = "00:00:00.1", Max = "00:00:19")]
    public TimeSpan AfterTriggerBudget { get; init; } = Defaults.AfterTriggerBudget;

    [Setting("How many mutations may wait for their turn at one object; further ones are refused, to be tried again.",
        Min = "1", Max = "100000")]
    public int QueueLimit { get; init; } = Defaults.QueueLimit;

    [Setting("How many objects a silo remembers between mutations, those used last, so that they need not be read again; it may be twice as "
        + "many for a while, a few hundred bytes each.", Min = "1", Max = "10000000")]
    public int Remembered { get; init; } = Defaults.Remembered;

    [Setting("Whether a CPR number must begin with a day of birth. With `false` replacement numbers (60 is added to the day) and any other ten "
        + "digits are taken too; the life of a person with such a number has no beginning. OS2mo's `cpr_validate_birthdate`.")]
    public bool CprValidateBirthdate { get; init; } = Defaults.CprValidateBirthdate;

    [Setting("Whether `employee_terminate` ends the person too; it is then refused while others refer to the person (as a substitute or an owner) "
        + "or to what ends (as a role binding to an IT user). With `false`, as in OS2mo, it ends what is the person's, and what cannot be "
        + "without that.")]
    public bool TerminateEndsPerson { get; init; } = Defaults.TerminateEndsPerson;

    [Setting("Which classes, as the type of an association, take a substitute: their uuids, separated by commas, or `*` for all. None unless "
        + "it is set, as OS2mo's `CONFDB_SUBSTITUTE_ROLES`.")]
    public string SubstituteTypes { get; init; } = "";

    /// <summary>What is wrong with the settings.</summary>
    public IEnumerable<string> Validate() => Uuids.Where(uuid => !Guid.TryParseExact(uuid, "D", out _)).Select(uuid =>
        $"Objects:SubstituteTypes has '{uuid}' in it, which is no uuid; it must be uuids separated by commas, for example "
        + "5b2d87e1-3c4a-4f6e-9a8b-0c1d2e3f4a5b, or * for all.");

    /// <summary>The grains' own options.</summary>
    public ObjectOptions ToOptions() => Defaults with
    {
        Limit = Limit,
        TriggerBudget = TriggerBudget,
        AfterTriggerBudget = AfterTriggerBudget,
        QueueLimit = QueueLimit,
        Remembered = Remembered,
        CprValidateBirthdate = CprValidateBirthdate,
        TerminateEndsPerson = TerminateEndsPerson,
        SubstituteTypes = SubstituteTypes.Trim() == All ? null : [.. Uuids.Select(uuid => Guid.ParseExact(uuid, "D"))],
    };

    private string[] Uuids => SubstituteTypes.Trim() == All
        ? []
        : SubstituteTypes.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
