using System.Text.Json;

namespace MoCluster.History.Workload;

/// <summary>
/// Creates and updates org units. Each mutation writes a user key that is its marker. Most mutations have an idempotency key. Under it the
/// client repeats a mutation whose answer was lost, and sometimes one that was answered.
/// </summary>
internal sealed class Editor(LoadState load)
{
    public const string Stream = "MO/org_unit";

    private static readonly Guid Facet = new("f0000000-0000-0000-0000-000000000001");
    private static readonly Guid UnitType = new("f0000000-0000-0000-0000-000000000002");

    private readonly SiloClient _client = load.NewClient("editor");
    private readonly List<Guid> _units = [];
    private int _made;

    /// <summary>Creates the facet and class that org units refer to. It can be repeated.</summary>
    public async Task PrepareAsync()
    {
        await load.InsistAsync(_client, Documents.CreateFacet, new { uuid = Facet }, $"{load.Options.Namespace}-facet");
        await load.InsistAsync(_client, Documents.CreateClass, new { uuid = UnitType, facet = Facet }, $"{load.Options.Namespace}-class");
    }

    public async Task RunAsync()
    {
        while (!load.Stopping.IsCancellationRequested)
        {
            await load.PauseAsync(_client);
            if (load.Options.Vetoes && _client.Random.Next(10) == 0)
                await TryForbiddenAsync();
            else if (_units.Count == 0 || _client.Random.Next(10) == 0)
                await CreateAsync(NewUuid());
            else
                await UpdateAsync(_units[_client.Random.Next(_units.Count)], keyed: _client.Random.NextDouble() < load.Options.KeyedShare);
            if (_units.Count > 0 && _client.Random.Next(10) == 0)
                await ReadAsync([_units[_client.Random.Next(_units.Count)]], "a query");
        }
    }

    /// <summary>Creates an org unit.</summary>
    public async Task CreateAsync(Guid uuid)
    {
        load.Units.Enqueue(uuid);
        if (await MutateAsync(uuid, Documents.CreateUnit, "unit", keyed: true))
            _units.Add(uuid);
    }

    /// <summary>Reads the registrations of those org units that exist.</summary>
    public async Task<Dictionary<Guid, LoggedRegistration[]>> ReadAsync(Guid[] uuids, string where)
    {
        var answer = await load.InsistAsync(_client, Documents.ReadUnits, new { uuids });
        var found = answer.Data.GetProperty("objects").EnumerateArray().ToDictionary(
            unit => unit.GetProperty("uuid").GetGuid(),
            unit => unit.GetProperty("registrations").EnumerateArray().Select(Read).ToArray());
        foreach (var (uuid, registrations) in found)
        {
            foreach (var marker in registrations.Select(registration => registration.Marker).OfType<string>())
                load.History.Saw(NameOf(uuid), marker, where);
        }

        return found;
    }

    /// <summary>The name of an org unit in the history.</summary>
    public static string NameOf(Guid uuid) => uuid.ToString("D");

    private static LoggedRegistration Read(JsonElement registration)
    {
        // Updates are valid to the end of time, so the last validity has what the registration's mutation wrote.
        var validities = registration.GetProperty("validities").EnumerateArray().ToArray();
        var marker = validities.Length == 0 ? null : validities[^1].GetProperty("user_key").GetString();
        return new LoggedRegistration(registration.GetProperty("registration_id").GetInt64(), marker);
    }

    private Task<bool> UpdateAsync(Guid uuid, bool keyed) => MutateAsync(uuid, Documents.UpdateUnit, "unit", keyed);

    private async Task TryForbiddenAsync()
    {
        var uuid = NewUuid();
        load.Units.Enqueue(uuid);
        if (await MutateAsync(uuid, Documents.CreateUnit, "forbidden", keyed: true))
            load.Surprise($"{_client.Name} created an org unit that a trigger forbids.");
    }

    /// <returns>True if the mutation was confirmed.</returns>
    private async Task<bool> MutateAsync(Guid uuid, string document, string name, bool keyed)
    {
        var marker = $"{_client.Name}-{++_made}";
        var key = keyed ? $"{load.Options.Namespace}-{marker}" : null;
        object variables = document == Documents.CreateUnit ? new { uuid, type = UnitType, name, marker } : new { uuid, name, marker };
        while (true)
        {
            var mutate = load.History.BeginMutate(_client.Name, NameOf(uuid), marker);
            var answer = await load.SendAsync(_client, document, variables, key, mayBeVetoed: name == "forbidden");
            switch (answer.Kind)
            {
                case AnswerKind.Confirmed:
                    mutate.Confirm();
                    load.Mutated();
                    if (!keyed || _client.Random.Next(20) > 0 || load.Stopping.IsCancellationRequested)
                        return true;
                    break;
                case AnswerKind.Refused:
                    mutate.Refuse();
                    return false;
                case AnswerKind.NotNow:
                    mutate.Refuse();
                    await _client.BackOffAsync(load.Aborting.Token);
                    break;
                case AnswerKind.Unknown when key is null:
                    return false;
                default:
                    await _client.BackOffAsync(load.Aborting.Token);
                    break;
            }
        }
    }

    private Guid NewUuid()
    {
        var bytes = new byte[16];
        _client.Random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
