using System.Reflection;

namespace MoCluster.Client.Tests.Objects;

/// <summary>What a test does with objects of one type.</summary>
/// <param name="Mutator">The family of mutations.</param>
internal abstract record ObjectCase(string Mutator)
{
    /// <summary>Creates an object, reads it, updates it, ends it, deletes it, and looks at its history.</summary>
    public abstract Task LiveAsync(Organisation organisation, CancellationToken cancellation);

    /// <summary>Finds an object by each condition of its filter.</summary>
    public abstract Task FindAsync(Organisation organisation, CancellationToken cancellation);
}

/// <inheritdoc cref="ObjectCase"/>
/// <param name="Mutator">The family of mutations.</param>
/// <param name="Set">The objects.</param>
/// <param name="Create">An object with all fields that go together, valid from before 2024-03-01 on.</param>
/// <param name="Update">An update of the user key and nothing else.</param>
internal sealed record ObjectCase<TValues, TCreate, TUpdate, TFilter>(
    string Mutator,
    Func<MoObjects, MoObjectSet<TValues, TCreate, TUpdate, TFilter>> Set,
    Func<Organisation, TCreate> Create,
    Func<TValues, Validity, string, TUpdate> Update) : ObjectCase(Mutator)
    where TValues : ObjectValues
    where TCreate : ObjectCreate
    where TUpdate : ObjectUpdate
    where TFilter : ObjectFilter, new()
{
    private static readonly DateOnly s_march = new(2024, 3, 1);
    private static readonly DateOnly s_may = new(2024, 5, 1);
    private static readonly DateOnly s_june = new(2024, 6, 1);

    /// <summary>Fields of the create that exclude others which it has.</summary>
    public string[] Without { get; init; } = [];

    /// <summary>The fields that it clears: an update that gives null, and the name of the property; null if the type has none.</summary>
    public (Func<TValues, Validity, TUpdate> Update, string Property)? Clear { get; init; }

    /// <summary>Whether an object goes on when it is terminated, and does not change if nothing belongs to it.</summary>
    public bool GoesOn { get; init; }

    public override async Task LiveAsync(Organisation organisation, CancellationToken cancellation)
    {
        var set = Set(organisation.Client.Objects);
        var create = Create(organisation);
        var uuid = (await set.CreateAsync(create, cancellationToken: cancellation)).Uuid;
        var created = (await set.GetAsync(uuid, cancellationToken: cancellation))!;
        AssertCreated(create, created, uuid);
        if (created.Validity.From is { } from)
            Assert.Null(await set.GetAsync(uuid, When.On(from.AddDays(-1)), cancellationToken: cancellation));

        // What an update does not give stays, within its validity, and everything stays outside of it.
        await set.UpdateAsync(Update(created, new Validity(s_march, s_may), "renamed"), cancellationToken: cancellation);
        var renamed = With(created with { Validity = new Validity(s_march, s_may) }, "UserKey", "renamed");
        AssertSame(
            [created with { Validity = new Validity(created.Validity.From, s_march) }, renamed, created with { Validity = new Validity(s_may) }],
            await set.GetValiditiesAsync(uuid, cancellationToken: cancellation));
        AssertSame([renamed], await set.GetValiditiesAsync(uuid, When.Between(s_march, s_may), cancellationToken: cancellation));
        AssertSame(renamed, await set.GetAsync(uuid, When.At(new DateTimeOffset(2024, 4, 30, 21, 59, 59, TimeSpan.Zero)), cancellationToken: cancellation));
        var history = await set.GetHistoryAsync(uuid, cancellation);
        AssertSame([created], history[0].Validities);
        AssertSame(created, await set.GetAsync(uuid, When.On(s_march), registeredAt: history[0].Start, cancellation));

        List<RegistrationOperation> operations = [RegistrationOperation.Create, RegistrationOperation.Edit];
        if (Clear is var (update, property))
        {
            await set.UpdateAsync(update(created, new Validity(s_may)), cancellationToken: cancellation);
            operations.Add(RegistrationOperation.Edit);
            AssertSame(renamed, await set.GetAsync(uuid, When.On(s_march), cancellationToken: cancellation));
            AssertSame(With(created with { Validity = new Validity(s_may) }, property, null), await set.GetAsync(uuid, cancellationToken: cancellation));
        }

        Assert.Equal(uuid, (await set.TerminateAsync(uuid, s_june, cancellationToken: cancellation)).Uuid);
        if (!GoesOn)
            operations.Add(RegistrationOperation.Terminate);
        var last = (await set.GetValiditiesAsync(uuid, cancellationToken: cancellation))[^1];
        Assert.Equal(GoesOn ? null : s_june, last.Validity.To);
        Assert.Equal(GoesOn, await set.GetAsync(uuid, cancellationToken: cancellation) is not null);

        await set.DeleteAsync(uuid, cancellationToken: cancellation);
        operations.Add(RegistrationOperation.Delete);
        Assert.Empty(await set.GetValiditiesAsync(uuid, cancellationToken: cancellation));
        history = await set.GetHistoryAsync(uuid, cancellation);
        Assert.Equal(operations, history.Select(each => each.Operation));
        Assert.Equal(Enumerable.Range(1, operations.Count), history.Select(each => (int)each.Number));
        Assert.Equal(history.Skip(1).Select(each => (DateTimeOffset?)each.Start).Append(null), history.Select(each => each.End));
        Assert.Empty(history[^1].Validities);
    }

    public override async Task FindAsync(Organisation organisation, CancellationToken cancellation)
    {
        var set = Set(organisation.Client.Objects);
        var uuid = (await set.CreateAsync(Create(organisation), cancellationToken: cancellation)).Uuid;
        var created = (await set.GetAsync(uuid, cancellationToken: cancellation))!;
        try
        {
            foreach (var condition in typeof(TFilter).GetProperties().Where(property => property.DeclaringType == typeof(TFilter)))
            {
                var (meets, misses) = ConditionsOf(condition, created);
                if (misses is not null)
                    Assert.False(await FindsAsync(condition, misses), $"{condition.Name} finds another object.");
                if (meets is not null)
                    Assert.True(await FindsAsync(condition, meets), $"{condition.Name} does not find the object.");
            }

            var known = new TFilter { Uuids = [uuid], UserKeys = [(string)Get(created, "UserKey")!] };
            AssertSame(created, (await set.FindAsync(known, cancellation).SingleAsync(cancellation)).Values);
            Assert.Empty(await set.FindAsync(known with { UserKeys = ["another"] }, cancellation).ToListAsync(cancellation));
            Assert.Equal(uuid, (await set.GetManyAsync([Guid.NewGuid(), uuid, uuid], cancellationToken: cancellation).SingleAsync(cancellation)).Uuid);
        }
        finally
        {
            await set.DeleteAsync(uuid, cancellationToken: cancellation);
        }

        async Task<bool> FindsAsync(PropertyInfo condition, object value)
        {
            var filter = new TFilter();
            condition.SetValue(filter, value);
            return await set.FindAsync(filter, cancellation).AnyAsync(found => found.Uuid == uuid, cancellation);
        }
    }

    /// <summary>A value of a condition that the object meets, and one that it does not; null where there is none.</summary>
    private static (object? Meets, object? Misses) ConditionsOf(PropertyInfo condition, TValues created)
    {
        var single = condition.Name.TrimEnd('s');
        if (condition.PropertyType == typeof(IReadOnlyList<Guid>))
        {
            Guid[] others = [Guid.NewGuid()];
            return condition.Name == "AncestorUuids" ? (new[] { created.Uuid }, others) : Get(created, single) is Guid one
                ? (new[] { one }, others)
                : ((Get(created, condition.Name) as IReadOnlyList<Guid>)?.ToArray(), others);
        }

        if (condition.PropertyType == typeof(IReadOnlyList<string>))
            return (Get(created, single) is string text ? new[] { text } : null, new[] { condition.Name == "CprNumbers" ? "0101010101" : "another" });
        if (condition.PropertyType == typeof(bool))
            return Get(created, condition.Name == "IsVacant" ? "PersonUuid" : "ParentUuid") is null ? (true, null) : (null, true);
        if (condition.PropertyType == typeof(bool?))
            return (Get(created, "ItUserUuid") is not null, Get(created, "ItUserUuid") is null);
        return (Get(created, "Name") ?? Get(created, "Surname"), "nobody and nothing");
    }

    private void AssertCreated(TCreate create, TValues created, Guid uuid)
    {
        Assert.Equal(uuid, created.Uuid);
        foreach (var given in typeof(TCreate).GetProperties().Where(given => given.Name is not ("Uuid" or "Note" or "EqualityContract")))
        {
            var value = given.GetValue(create);
            Assert.True(value is not null != Without.Contains(given.Name), $"The create of {Mutator} has to have {given.Name}, or to name it among those without.");
            if (value is not null)
                Assert.Equal(value, Get(created, given.Name));
        }
    }

    private static void AssertSame(IEnumerable<TValues> expected, IEnumerable<TValues> actual)
    {
        foreach (var (one, other) in expected.Zip(actual))
            AssertSame(one, other);
        Assert.Equal(expected.Count(), actual.Count());
    }

    /// <summary>Compares all values; lists by their items.</summary>
    private static void AssertSame(TValues expected, TValues? actual)
    {
        Assert.NotNull(actual);
        foreach (var property in typeof(TValues).GetProperties().Where(property => property.Name != "EqualityContract"))
            Assert.Equal((property.Name, property.GetValue(expected)), (property.Name, property.GetValue(actual)), EqualItems);
    }

    private static bool EqualItems((string Name, object? Value) one, (string Name, object? Value) other) => one.Name == other.Name
        && (one.Value is IReadOnlyList<Guid> uuids ? uuids.Order().SequenceEqual(((IReadOnlyList<Guid>)other.Value!).Order()) : Equals(one.Value, other.Value));

    private static object? Get(TValues values, string name) => typeof(TValues).GetProperty(name)?.GetValue(values);

    private static TValues With(TValues values, string name, object? value)
    {
        var changed = values with { };
        typeof(TValues).GetProperty(name)!.SetValue(changed, value);
        return changed;
    }
}
