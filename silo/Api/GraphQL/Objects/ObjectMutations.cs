using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.GrainInterfaces.Catalogue.Rules;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GraphQL.Types.Building;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Objects.Reads;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>
/// The mutations of the catalogue's types. In MoCluster's dialect root fields are nullable, so that a field that fails does not hide that an earlier
/// one committed.
/// </summary>
/// <param name="catalogue">The types of objects.</param>
/// <param name="commands">Mutates objects.</param>
/// <param name="batches">Mutates many objects.</param>
/// <param name="refreshes">Declares the refreshes.</param>
/// <param name="finders">Find the objects of refreshes.</param>
/// <param name="options">Limits the lengths of pages.</param>
internal sealed class ObjectMutations(
    ObjectCatalogue catalogue, ObjectCommands commands, ObjectBatches batches, ObjectRefreshes refreshes, ObjectFinders finders, ApiOptions options) : ISchemaPart
{
    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema, Dialect dialect)
    {
        ObjectInputs.AddValidities(schema, catalogue, dialect);
        var page = schema.Object("UUIDPaged", "A page of uuids.");
        page.Field("objects", "[UUID!]!", "The uuids of the page, ascending.").Resolve<Page>(value => value.Objects);
        page.Field("page_info", "PageInfo!", "How to get the next page.").Resolve<Page>(value => value);
        var mutation = schema.Object("Mutation");
        var finder = finders.Create(dialect);
        foreach (var mutator in catalogue.Types.SelectMany(type => type.Mutators))
        {
            ObjectInputs.AddTo(schema, mutator, dialect);
            if (mutator.Relate is not null)
                AddRelate(mutation, mutator, dialect);
            else
                AddChanges(mutation, mutator, dialect);
            AddBulk(mutation, mutator, dialect);
            if (mutator.RefreshName is { } refresh)
                refreshes.AddTo(mutation, dialect, finder, mutator.Type, refresh);
        }
    }

    private void AddChanges(ObjectTypeBuilder mutation, MutatorDefinition mutator, Dialect dialect)
    {
        var what = $"an object of type `{mutator.Type.Name}`";
        if (mutator.Create is not null)
            Add($"{mutator.Name}_create", $"Creates {what}.", ObjectInputs.CreateName(mutator), MutationKind.Create);
        if (mutator.Update is not null)
            Add($"{mutator.Name}_update", $"Lays values over a validity of {what}.", ObjectInputs.UpdateName(mutator), MutationKind.Edit);
        if (mutator.Terminate)
        {
            var input = ObjectInputs.TerminateName(mutator);
            var ends = mutator.Type.OnEnd == EndPolicy.Cascade
                ? $"Ends what belongs to {what}, or makes a gap in it. The object itself goes on, unless the server is set to end it too."
                : $"Ends {what}, or makes a gap in it.";
            Add($"{mutator.Name}_terminate", ends, input, MutationKind.Terminate);
        }

        if (mutator.Delete)
        {
            mutation.Field(
                $"{mutator.Name}_delete", dialect.Root(ObjectSchema.ResponseName(mutator.Type)), $"Withdraws {what} altogether; its registrations stay.")
                .Argument("uuid", "UUID!", "Which object.")
                .ResolveAsync(context => commands.DeleteAsync(context, mutator.Type, context.Argument<Guid>("uuid")));
        }

        void Add(string name, string description, string input, MutationKind kind) => mutation
            .Field(name, dialect.Root(ObjectSchema.ResponseName(mutator.Type)), description)
            .Argument("input", $"{input}!", "The input.")
            .ResolveAsync(context => commands.MutateAsync(context, dialect, mutator, kind, context.Argument<InputObject>("input")!));
    }

    private void AddRelate(ObjectTypeBuilder mutation, MutatorDefinition mutator, Dialect dialect)
    {
        mutation
            .Field(
                $"{mutator.Name}_update",
                dialect.Root(ObjectSchema.ResponseName(mutator.Type)),
                $"Sets all relations of one object at once, each an object of type `{mutator.Type.Name}`. The answer has the uuid of the object itself.")
            .Argument("input", $"{ObjectInputs.UpdateName(mutator)}!", "The input.")
            .ResolveAsync(context => commands.RelateAsync(context, dialect, mutator, context.Argument<InputObject>("input")!));
    }

    private void AddBulk(ObjectTypeBuilder mutation, MutatorDefinition mutator, Dialect dialect)
    {
        if (mutator.BulkCreateName is { } create)
            Add(create, "Creates", ObjectInputs.CreateName(mutator), MutationKind.Create);
        if (mutator.BulkUpdateName is { } update)
            Add(update, "Updates", ObjectInputs.UpdateName(mutator), MutationKind.Edit);

        void Add(string name, string verb, string input, MutationKind kind) => mutation
            .Field(
                name,
                dialect.IsOwn ? $"[{ObjectSchema.ResponseName(mutator.Type)}]" : $"[{ObjectSchema.ResponseName(mutator.Type)}!]!",
                dialect.IsOwn
                    ? $"{verb} objects of type `{mutator.Type.Name}`, each on its own. If one is refused, its item is null and an error says why, "
                        + "and the others stand."
                    : $"{verb} objects of type `{mutator.Type.Name}` in one commit: all of them or, if one is refused, none.")
            .Argument("input", $"[{input}!]!", $"The inputs, {options.MaxBatchLength} at most.")
            .ResolveAsync(context => batches.MutateAllAsync(context, dialect, mutator, kind, context.ArgumentList<InputObject>("input")!));
    }
}
