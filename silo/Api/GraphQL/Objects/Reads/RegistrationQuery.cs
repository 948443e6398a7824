using System.Runtime.CompilerServices;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Objects;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Application;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>
/// The list of all registrations: <c>registrations(filter, limit, cursor)</c>. As in OS2mo a page holds the registrations of so many objects as its limit
/// says, in the order of their uuids, and those of an object oldest first. Deleted objects are among them.
/// </summary>
/// <param name="objects">The schema of objects.</param>
/// <param name="loader">Loads registrations.</param>
/// <param name="store">Lists objects.</param>
internal sealed class RegistrationQuery(ObjectSchema objects, RegistrationLoader loader, IObjectStore store)
{
    /// <summary>How many objects are looked at in one step.</summary>
    private const int Step = 500;

    /// <summary>Declares the list.</summary>
    public void AddTo()
    {
        var (schema, isFormer) = (objects.Schema, objects.Dialect.RegistrationsHaveOneType);
        var (page, item) = isFormer ? ("RegistrationPaged", "Registration") : ("IRegistrationPaged", "IRegistration");
        RegistrationTypes.AddRegistrationFilter(schema.Input("RegistrationFilter", "Selects registrations.")
            .Field("uuids", "[UUID!]", "Those of these objects.", "null")
            .Field("models", "[String!]", "Those of objects of these types, as `model` names them.", "null"));
        Paging.AddPageType(schema, page, item, "registrations");
        schema.Object("Query").Field("registrations", $"{page}!", "Registrations of objects of all types, in the order of the objects' uuids.")
            .Argument("filter", "RegistrationFilter", "Those that it selects; all when absent or null.", "null")
            .PagedObjects(objects.Options)
            .ResolveAsync(ListAsync);
    }

    private async ValueTask<Page> ListAsync(FieldContext context)
    {
        var filter = context.Argument<InputObject>("filter");
        var limit = ObjectPages.Limit(context, objects.Options);
        var types = objects.Catalogue.Types.Where(type => filter?.GetList<string>("models") is not { } models
            || models.Contains(type.Registrations.Model) || models.Contains(type.Name)).ToArray();
        var after = Paging.AfterUuid(context);
        var candidates = filter?.GetList<Guid>("uuids") is { } uuids
            ? Given(types, uuids, after)
            : AllAsync(types, after, context.CancellationToken);
        var found = new List<ObjectRegistration[]>();
        await foreach (var step in candidates.Chunk(Step).WithCancellation(context.CancellationToken))
        {
            var histories = await loader.LoadAsync(step, context.CancellationToken);
            foreach (var key in step)
            {
                if (!histories.TryGetValue(key, out var rows))
                    continue;
                var type = objects.Catalogue[key.Type];
                var matching = rows.Select(row => new ObjectRegistration(type, row))
                    .Where(row => filter is null || RegistrationTypes.Matches(row, filter)).ToArray();
                if (matching.Length > 0)
                    found.Add(matching);
            }

            if (found.Count > limit)
                break;
        }

        var page = Paging.Make(context, found[..Math.Min(found.Count, limit + 1)], limit, rows => rows[0].Uuid);
        return page with { Objects = [.. page.Objects.Cast<ObjectRegistration[]>().SelectMany(rows => rows)] };
    }

    private static async IAsyncEnumerable<ObjectKey> Given(TypeDefinition[] types, IReadOnlyList<Guid> uuids, Guid? after)
    {
        await ValueTask.CompletedTask;
        foreach (var uuid in uuids.Distinct().Order().Where(uuid => after is null || uuid.CompareTo(after.Value) > 0))
        {
            foreach (var type in types)
                yield return new ObjectKey(type.Name, uuid);
        }
    }

    /// <summary>The objects of several types, merged in the order of their uuids.</summary>
    private async IAsyncEnumerable<ObjectKey> AllAsync(
        TypeDefinition[] types, Guid? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var next = new PriorityQueue<IAsyncEnumerator<ObjectKey>, Guid>();
        foreach (var type in types)
        {
            var keys = AllOfAsync(type, after, cancellation).GetAsyncEnumerator(cancellation);
            if (await keys.MoveNextAsync())
                next.Enqueue(keys, keys.Current.Uuid);
        }

        while (next.TryDequeue(out var keys, out _))
        {
            yield return keys.Current;
            if (await keys.MoveNextAsync())
                next.Enqueue(keys, keys.Current.Uuid);
        }
    }

    private async IAsyncEnumerable<ObjectKey> AllOfAsync(
        TypeDefinition type, Guid? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var rows = await StoreReads.ReadAsync(store.ListObjectsAsync(new ObjectQuery(type.Name, Step, after), cancellation));
            foreach (var row in rows)
                yield return row.Object;
            if (rows.Length < Step)
                yield break;
            after = rows[^1].Object.Uuid;
        }
    }
}
