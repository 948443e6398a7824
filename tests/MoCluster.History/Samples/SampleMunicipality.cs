using System.Diagnostics.CodeAnalysis;

namespace MoCluster.History.Samples;

/// <summary>
/// A municipality as integrations find one: 2 000 persons and 300 units by default, with all that belongs to them and five years of history. It is the
/// same for the same seed and day. Tests import its lines (docs/import.md §1).
/// </summary>
public sealed class SampleMunicipality
{
    private static readonly string[] GivenNames = ["Anne", "Bo", "Camilla", "Dorte", "Erik", "Freja", "Gorm", "Hanne", "Ib", "Jytte", "Karl", "Liv"];
    private static readonly string[] Surnames = ["Andersen", "Bach", "Christensen", "Dam", "Eskildsen", "Frandsen", "Gram", "Holm", "Iversen", "Juhl"];
    private static readonly string[] UnitNames = ["Skole", "Børnehus", "Plejecenter", "Teknik", "Kultur", "Bibliotek", "Økonomi", "Sundhed"];
    private static readonly DateOnly Founded = new(2015, 1, 1);

    private readonly Random _random;
    private readonly DateOnly _today;
    private readonly Dictionary<string, List<SampleObject>> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid[]> _classes = new(StringComparer.Ordinal);

    /// <summary>Makes a municipality.</summary>
    /// <param name="today">The day of the import. The history is that of the five years before, and a little after.</param>
    /// <param name="seed">What it looks like.</param>
    /// <param name="persons">How many persons there are.</param>
    /// <param name="units">How many units there are.</param>
    [SuppressMessage("Security", "CA5394", Justification = "A sample must be the same for the same seed.")]
    public SampleMunicipality(DateOnly today, int seed = 1, int persons = 2000, int units = 300)
    {
        (_today, _random, Seed) = (today, new Random(seed), seed);
        AddClasses();
        AddUnits(units);
        for (var i = 0; i < persons; i++)
            AddPerson(i);
        AddPosts();
        AddTies();
    }

    /// <summary>The seed, to name in failures.</summary>
    public int Seed { get; }

    /// <summary>Who made the registrations.</summary>
    public Guid Actor { get; } = new("5a4d1e0f-0000-4000-8000-000000000001");

    /// <summary>The types that have objects.</summary>
    public IEnumerable<string> Types => _objects.Keys;

    /// <summary>The objects of a type, in the order in which they were made.</summary>
    /// <param name="type">The type.</param>
    public IReadOnlyList<SampleObject> this[string type] => _objects[type];

    /// <summary>The classes of a facet.</summary>
    /// <param name="facet">The user key of the facet.</param>
    public IReadOnlyList<Guid> ClassesOf(string facet) => _classes[facet];

    /// <summary>The lines of the import, in an order in which what is referred to comes first.</summary>
    public IEnumerable<string> Lines() => _objects.Values.SelectMany(objects => objects).Select(each => each.ToLine(Actor, _today));

    private void AddClasses()
    {
        foreach (var (key, name) in SampleClasses.Systems)
            Add("itsystem", Founded, new() { ["user_key"] = key, ["name"] = name });
        var facets = SampleClasses.Facets.Select(item => (item, Add("facet", Founded, new() { ["user_key"] = item.Facet }))).ToArray();
        foreach (var ((facet, classes), made) in facets)
        {
            _classes[facet] = [.. classes.Select(item => Add("class", Founded, new()
            {
                ["user_key"] = item.Key, ["name"] = item.Key, ["facet"] = made.Uuid, ["scope"] = item.Scope,
            }).Uuid)];
        }
    }

    private void AddUnits(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var parent = i == 0 ? null : _objects["org_unit"][(i - 1) / 4];
            var values = new Dictionary<string, object>
            {
                ["name"] = $"{Pick(UnitNames)} {i}",
                ["user_key"] = $"E{i:D4}",
                ["org_unit_type"] = Pick(_classes["org_unit_type"]),
                ["org_unit_level"] = _classes["org_unit_level"][Math.Min(Depth(i), 4)],
                ["org_unit_hierarchy"] = Pick(_classes["org_unit_hierarchy"]),
            };
            if (parent is not null)
                values["parent"] = parent.Uuid;
            var unit = i % 3 == 1
                ? Add("org_unit", Founded, values, (Day(), With(values, "name", $"{values["name"]}, omdøbt")))
                : Add("org_unit", Founded, values);
            AddAddress(unit, "org_unit", "PhoneUnit", $"{_random.Next(20000000, 99999999)}");
            if (i % 5 == 0)
                AddAddress(unit, "org_unit", "EanUnit", $"579800{_random.Next(1000000, 9999999)}");
            if (i % 7 == 0)
                AddAddress(unit, "org_unit", "WebUnit", $"https://e{i}.example.dk/");
        }
    }

    private void AddPerson(int i)
    {
        var born = new DateOnly(1955, 1, 1).AddDays(_random.Next(0, 15_000));
        var values = new Dictionary<string, object>
        {
            ["given_name"] = Pick(GivenNames), ["surname"] = $"{Pick(Surnames)} {i}", ["user_key"] = $"P{i:D5}",
            ["cpr_number"] = $"{born:ddMMyy}{i % 4000:D4}",
        };
        var person = i % 10 == 3
            ? Add("person", born, values, (Day(), With(values, "surname", $"{Pick(Surnames)}-{i}")))
            : Add("person", born, values);
        AddAddress(person, "person", "EmailEmployee", $"p{i}@example.dk");
        if (i % 2 == 0)
            AddAddress(person, "person", "PhoneEmployee", $"{_random.Next(20000000, 99999999)}");
        var engagement = AddEngagement(person, i, isPrimary: true);
        if (i % 6 == 0)
            AddEngagement(person, i + 100_000, isPrimary: false);
        var user = Add("ituser", Year(), new()
        {
            ["user_key"] = $"u{i}", ["itsystem"] = _objects["itsystem"][0].Uuid, ["person"] = person.Uuid, ["engagements"] = new[] { engagement.Uuid },
            ["external_id"] = $"{Uuid()}",
        });
        if (i % 5 == 0)
            Add("rolebinding", _today.AddYears(-1), new() { ["ituser"] = user.Uuid, ["role"] = Pick(_classes["role"]) });
        if (i % 40 == 0)
        {
            Add("association", _today.AddYears(-1), new()
            {
                ["person"] = person.Uuid, ["org_unit"] = Pick(_objects["org_unit"]).Uuid, ["it_user"] = user.Uuid,
                ["job_function"] = Pick(_classes["engagement_job_function"]),
            });
        }
    }

    private SampleObject AddEngagement(SampleObject person, int number, bool isPrimary)
    {
        var values = new Dictionary<string, object>
        {
            ["person"] = person.Uuid, ["org_unit"] = Pick(_objects["org_unit"]).Uuid, ["user_key"] = $"{number:D6}",
            ["engagement_type"] = Pick(_classes["engagement_type"]), ["job_function"] = Pick(_classes["engagement_job_function"]),
            ["primary"] = _classes["primary_type"][isPrimary ? 0 : 1], ["fraction"] = 1_000_000, ["extension_1"] = $"Stilling {number}",
        };
        var start = Founded.AddDays(_random.Next(0, 1800));
        return (number % 4) switch
        {
            0 => Add("engagement", start, values, (Day(), With(values, "org_unit", PickOther([.. _objects["org_unit"].Select(unit => unit.Uuid)], values["org_unit"])))),
            1 => Add("engagement", start, values, (Day(), With(values, "job_function", PickOther(_classes["engagement_job_function"], values["job_function"])))),
            _ => Add("engagement", start, values),
        };
    }

    private void AddPosts()
    {
        for (var i = 0; i < _objects["org_unit"].Count; i++)
        {
            var values = new Dictionary<string, object>
            {
                ["org_unit"] = _objects["org_unit"][i].Uuid, ["responsibility"] = new[] { _classes["responsibility"][i % 3] },
                ["manager_level"] = Pick(_classes["manager_level"]), ["manager_type"] = Pick(_classes["manager_type"]),
            };
            // Some posts are vacant, and some units have none, so that managers are inherited.
            if (i % 9 != 4)
                values["person"] = _objects["person"][i % _objects["person"].Count].Uuid;
            if (i % 5 != 3)
                Add("manager", Year(), values);
            if (i % 3 == 0)
            {
                Add("kle", Year(), new()
                {
                    ["org_unit"] = _objects["org_unit"][i].Uuid, ["kle_number"] = Pick(_classes["kle_number"]), ["kle_aspects"] = new[] { _classes["kle_aspect"][i % 3] },
                });
            }

            if (i % 8 == 0)
                Add("owner", Year(), new() { ["org_unit"] = _objects["org_unit"][i].Uuid, ["owner"] = Pick(_objects["person"]).Uuid });
            if (i % 15 == 14)
                Add("related_unit", Year(), new() { ["org_units"] = new[] { _objects["org_unit"][i].Uuid, _objects["org_unit"][i - 1].Uuid } });
        }
    }

    private void AddTies()
    {
        foreach (var (i, engagement) in _objects["engagement"].Index().Where(item => item.Index % 30 == 0))
        {
            Add("leave", _today.AddMonths(-2), new()
            {
                ["person"] = engagement.Values["person"], ["engagement"] = engagement.Uuid, ["leave_type"] = _classes["leave_type"][i % 2],
            });
            Add("association", Year(), new()
            {
                ["person"] = engagement.Values["person"], ["org_unit"] = Pick(_objects["org_unit"]).Uuid, ["association_type"] = Pick(_classes["association_type"]),
            });
        }
    }

    private void AddAddress(SampleObject of, string field, string type, string value)
    {
        var facet = field == "person" ? "employee_address_type" : "org_unit_address_type";
        var index = Array.FindIndex(SampleClasses.Facets.Single(item => item.Facet == facet).Classes, item => item.Key == type);
        Add("address", Year(), new()
        {
            [field] = of.Uuid, ["address_type"] = _classes[facet][index], ["value"] = value, ["visibility"] = Pick(_classes["visibility"]),
        });
    }

    private SampleObject Add(
        string type, DateOnly from, Dictionary<string, object> values, params (DateOnly From, IReadOnlyDictionary<string, object> Values)[] later)
    {
        if (!_objects.TryGetValue(type, out var objects))
            _objects.Add(type, objects = []);
        var uuid = Uuid();
        // Histories are imported as they are, without defaults.
        foreach (var known in later.Select(change => change.Values).OfType<Dictionary<string, object>>().Prepend(values))
        {
            known.TryAdd("user_key", uuid.ToString());
            if (type is "class" or "facet")
                known.TryAdd("published", "Publiceret");
        }

        var made = new SampleObject(type, uuid, [(from, values), .. later]);
        objects.Add(made);
        return made;
    }

    private static Dictionary<string, object> With(Dictionary<string, object> values, string name, object value) => new(values) { [name] = value };

    private static int Depth(int unit)
    {
        var depth = 0;
        for (; unit > 0; unit = (unit - 1) / 4)
            depth++;
        return depth;
    }

    /// <summary>A day of the last five years, late enough that everything is there.</summary>
    private DateOnly Day() => _today.AddDays(-_random.Next(30, 1400));

    /// <summary>A day on which objects begin that refer to others.</summary>
    private DateOnly Year() => Founded.AddDays(1900 + _random.Next(0, 30));

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private Guid PickOther(IReadOnlyList<Guid> items, object than)
    {
        Guid picked;
        do
            picked = Pick(items);
        while (picked.Equals(than));
        return picked;
    }

    private Guid Uuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        bytes[7] = (byte)((bytes[7] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes);
    }
}
