using System.Text;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Loading;
using MoCluster.GrainInterfaces.Catalogue.Mutators;

namespace MoCluster.Tests.Objects;

public sealed class CatalogueTests
{
    /// <summary>
    /// The inputs of docs/os2mo.md §8.2, with MoCluster's own fields added. Columns: mutator | required at create | optional at create | required
    /// at update.
    /// </summary>
    private const string Reference = """
        address       | validity value address_type | org_unit person employee user_key engagement ituser visibility | validity
        association   | validity org_unit association_type person | employee user_key primary substitute trade_union | validity
        itassociation | validity org_unit person it_user job_function | user_key primary | validity
        class         | name user_key facet_uuid | scope published parent_uuid example owner it_system_uuid description | name user_key facet_uuid
        engagement    | validity org_unit engagement_type job_function person | employee user_key primary fraction extension_1 extension_2 extension_3 extension_4 extension_5 extension_6 extension_7 extension_8 extension_9 extension_10 | validity
        facet         | user_key | published | user_key
        itsystem      | user_key name | | user_key name
        ituser        | user_key itsystem validity | person org_unit external_id binding_type primary engagement engagements note | validity
        kle           | org_unit kle_aspects kle_number validity | user_key | validity
        leave         | person engagement leave_type validity | user_key | validity
        manager       | responsibility org_unit manager_level manager_type validity | user_key person engagement | validity
        org_unit      | validity name org_unit_type | user_key parent time_planning org_unit_level org_unit_hierarchy | validity
        owner         | validity | user_key org_unit person owner inference_priority | validity
        employee      | given_name surname | user_key nickname_given_name nickname_surname seniority cpr_number | validity
        rolebinding   | ituser role validity | user_key org_unit | ituser validity
        """;

    [Fact]
    public void A_line_of_text_is_never_longer_than_stores_can_index() => Assert.All(
        Samples.Catalogue.Types.SelectMany(type => type.Fields).Where(field => field.Kind == FieldKind.String),
        field => Assert.Equal(MoCluster.Grains.Storage.StoreLimits.MaxKeyBytes, field.MaxBytes));

    [Fact]
    public void The_types_are_the_15_routing_keys_of_OS2mo() => Assert.Equal(
        ["address", "association", "class", "engagement", "facet", "itsystem", "ituser", "kle", "leave", "manager", "org_unit", "owner",
            "person", "related_unit", "rolebinding"],
        ObjectCatalogue.BuiltIn.Types.Select(type => type.Name));

    public static TheoryData<string, string, string, string> References()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (var line in Reference.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            data.Add(cells[0], cells[1], cells[2], cells[3]);
        }
        return data;
    }

    [Fact]
    public void Every_field_can_be_set()
    {
        var unset = ObjectCatalogue.BuiltIn.Types.SelectMany(type => type.Fields.Select(field => (type, field)))
            .Where(pair => !pair.type.Mutators.Any(mutator => mutator.Relate?.Field == pair.field || IsIn(mutator.Create, pair.field) || IsIn(mutator.Update, pair.field)))
            .Select(pair => $"{pair.type.Name}.{pair.field.Name}");
        Assert.Empty(unset);

        static bool IsIn(InputDefinition? input, FieldDefinition field) => input?.Fields.Any(given => given.Field == field) == true;
    }

    [Theory]
    [MemberData(nameof(References))]
    public void Inputs_have_exactly_these_fields(string name, string required, string optional, string updateRequired)
    {
        var mutator = ObjectCatalogue.BuiltIn.FindMutator(name)!;
        Assert.Equal(Words(required), Required(mutator.Create!));
        Assert.Equal(Words(optional), Optional(mutator, mutator.Create!));
        Assert.Equal(Words(updateRequired), Required(mutator.Update!));
        // An update allows what create knows; an IT association keeps its person.
        var withoutUpdate = name == "itassociation" ? new HashSet<string> { "person" } : [];
        Assert.Equal(
            Words($"{required} {optional}").Except(Words(updateRequired)).Except(withoutUpdate).Except(["validity"]).Order(StringComparer.Ordinal),
            Optional(mutator, mutator.Update!));
    }

    [Fact]
    public void Every_reference_leads_to_the_type_that_its_name_says()
    {
        var targets = ObjectCatalogue.BuiltIn.Types.SelectMany(type => type.ReferenceFields.Select(field => (type, field)))
            .ToDictionary(item => $"{item.type}.{item.field.Name}", item => item.field.Target!);
        Assert.All(targets, target => Assert.NotNull(ObjectCatalogue.BuiltIn.FindType(target.Value)));
        foreach (var name in new[] { "person", "org_unit", "engagement", "ituser", "itsystem", "facet" })
            Assert.All(targets.Where(target => target.Key.EndsWith("." + name, StringComparison.Ordinal)), target => Assert.Equal(name, target.Value));
        Assert.Equal("org_unit", targets["org_unit.parent"]);
        Assert.Equal("class", targets["class.parent"]);
        Assert.Equal("org_unit", targets["class.owner"]);
        Assert.Equal("itsystem", targets["class.it_system"]);
        Assert.Equal("person", targets["owner.owner"]);
        Assert.Equal("person", targets["association.substitute"]);
        Assert.Equal("engagement", targets["ituser.engagements"]);
        Assert.Equal("class", targets["manager.responsibility"]);
        Assert.Equal("org_unit", targets["related_unit.org_units"]);
    }

    [Fact]
    public void Everything_with_a_name_has_a_description()
    {
        Assert.All(ObjectCatalogue.BuiltIn.Types, type => Assert.EndsWith(".", type.Description, StringComparison.Ordinal));
        Assert.All(ObjectCatalogue.BuiltIn.Types.SelectMany(type => type.Fields), field => Assert.True(field.Description.Length > 8, field.Name));
    }

    [Fact]
    public void Mutations_and_triggers_call_persons_employee()
    {
        var person = ObjectCatalogue.BuiltIn.FindMutator("employee")!.Type;
        Assert.Equal("person", person.Name);
        Assert.Equal("employee", person.RoleType);
        Assert.Equal("it", ObjectCatalogue.BuiltIn["ituser"].RoleType);
    }

    [Fact]
    public void Relations_between_units_are_set_by_one_mutation_and_read_as_objects()
    {
        var mutator = ObjectCatalogue.BuiltIn.FindMutator("related_units")!;
        Assert.NotNull(mutator.Relate);
        Assert.Equal("related_unit_refresh", mutator.RefreshName);
        Assert.False(mutator.Terminate || mutator.Delete);
    }

    [Fact]
    public void An_invalid_file_is_refused_with_every_mistake_and_its_place()
    {
        var wrong = Assert.Throws<CatalogueException>(() => Load("""
            {"pack": "p", "namespace": "P", "types": [
              {"name": "thing", "graphql": "Thing", "query": "things", "roleType": "thing", "description": "A thing.",
               "fields": [
                 {"name": "user_key", "kind": "string", "minLength": 9, "maxLength": 3, "description": "A key."},
                 {"name": "owner", "kind": "reference", "target": "thign", "description": "An owner."},
                 {"name": "size", "kind": "integer", "target": "thing", "description": ""},
                 {"name": "Bad", "kind": "enum", "description": "No values."}],
               "rules": [{"kind": "exactlyOneOf", "fields": ["owner", "sise"], "code": "C", "message": "M"}],
               "mutators": [{"name": "thing", "input": "Thing", "operations": [],
                 "create": {"validity": "open", "required": ["user_kye"], "optional": []}}]},
              {"name": "thing", "graphql": "Thing2", "query": "things", "roleType": "thing", "description": "Another.",
               "fields": [], "mutators": [{"name": "thing2", "input": "T", "operations": ["delete"]}]}]}
            """));
        Assert.Equal(
            [
                "thing, thing: the query name 'things' is used more than once",
                "thing.fields.Bad.graphql: a field of kind Enum needs it",
                "thing.fields.Bad.values: a field of kind Enum needs it",
                "thing.fields.Bad: 'Bad' is not a name: use small letters, digits and underscores, and begin with a letter",
                "thing.fields.owner.target: there is no type 'thign'. Did you mean 'thing'?",
                "thing.fields.size.description: it is empty",
                "thing.fields.size.target: a field of kind Integer cannot have it",
                "thing.fields.user_key.max: it is below the minimum",
                "thing.mutators.thing.create: there is no field 'user_kye'. Did you mean 'user_key'?",
                "thing.rules[0].fields: there is no field 'sise'. Did you mean 'size'?",
                "thing: the type is declared twice",
            ],
            wrong.Problems.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Vacated_fields_and_the_types_of_codes_must_be_known()
    {
        var wrong = Assert.Throws<CatalogueException>(() => Load("""
            {"pack": "p", "namespace": "P", "types": [
              {"name": "thing", "graphql": "Thing", "query": "things", "roleType": "thing", "description": "A thing.", "vacates": "holder",
               "codes": {"dependentsOf": {"thign": "C"}},
               "fields": [{"name": "holder", "kind": "reference", "target": "thing", "description": "Who holds it."}],
               "mutators": [{"name": "thing", "input": "Thing", "operations": [],
                 "create": {"validity": "open", "required": ["holder"], "optional": []}}]},
              {"name": "other", "graphql": "Other", "query": "others", "roleType": "other", "description": "Another.", "vacates": "hodler",
               "fields": [{"name": "holder", "kind": "string", "description": "Who holds it."}],
               "mutators": [{"name": "other", "input": "O", "operations": ["delete"]}]}]}
            """));
        Assert.Equal(
            [
                "other.vacates: there is no field 'hodler'. Did you mean 'holder'?",
                "thing.codes.dependentsOf: there is no type 'thign'. Did you mean 'thing'?",
                "thing.vacates: 'holder' must be a reference that no create requires",
            ],
            wrong.Problems.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_wrong_rule_between_objects_is_reported_with_its_place()
    {
        string Pack(string rules) => $$"""
            {"pack": "p", "namespace": "P", "types": [
              {"name": "thing", "graphql": "Thing", "query": "things", "roleType": "thing", "description": "A thing.",
               "fields": [
                 {"name": "user_key", "kind": "string", "description": "A key."},
                 {"name": "size", "kind": "integer", "description": "A size."},
                 {"name": "part", "kind": "reference", "target": "part", "description": "A part."}],
               {{rules}},
               "mutators": [{"name": "thing", "input": "Thing", "operations": ["delete"]}]},
              {"name": "part", "graphql": "Part", "query": "parts", "roleType": "part", "description": "A part.",
               "fields": [{"name": "size", "kind": "string", "description": "A size."}],
               "mutators": [{"name": "part", "input": "Part", "operations": ["delete"]}]}]}
            """;
        (string Rules, string[] Problems)[] wrong =
        [
            ("""
                "agreements": [{"reference": "size", "field": "sise", "code": "C", "message": "M"}],
                "exclusions": [{"within": "size", "same": ["prat"], "code": "C", "message": "M"}],
                "permissions": [{"field": "size", "by": "user_key", "code": "C", "message": "M"}],
                "formats": [{"field": "size", "class": "part", "code": "C", "message": "M", "scopes": [
                  {"scope": "A", "pattern": "(", "code": "C", "message": "M", "expected": "E"},
                  {"scope": "B", "pattern": "b(?=c)", "code": "C", "message": "M", "expected": "E"},
                  {"scope": "D", "pattern": "d"}]}]
                """,
                [
                    "thing.agreements[0].field: there is no field 'sise'. Did you mean 'size'?",
                    "thing.agreements[0].reference: 'size' is not a reference",
                    "thing.exclusions[0].same: there is no field 'prat'. Did you mean 'part'?",
                    "thing.exclusions[0].within: 'size' is not a reference",
                    "thing.formats[0].field: 'size' is not a text",
                    "thing.formats[0].scopes.A.pattern:",
                    "thing.formats[0].scopes.B.pattern:",
                    "thing.formats[0].scopes.D: a pattern needs code, message and expected",
                    "thing.permissions[0].by: 'user_key' is not a reference",
                ]),
            ("""
                "agreements": [{"reference": "part", "field": "size", "code": "C", "message": "M"}],
                "formats": [{"field": "user_key", "class": "part", "code": "C", "message": "M", "scopes": []}]
                """,
                [
                    "thing.agreements: 'part' has no such field 'size'",
                    "thing.part: 'part' has no text 'scope', which the rule looks at",
                ]),
        ];
        foreach (var (rules, problems) in wrong)
        {
            var found = Assert.Throws<CatalogueException>(() => Load(Pack(rules))).Problems.Order(StringComparer.Ordinal).ToArray();
            Assert.Equal(problems.Length, found.Length);
            Assert.All(found.Zip(problems), pair => Assert.StartsWith(pair.Second, pair.First, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("{", "not readable")]
    [InlineData("""{"pack": "p", "namespace": "P", "types": [], "tpyes": []}""", "tpyes")]
    [InlineData("""{"pack": "p", "namespace": "P"}""", "types")]
    [InlineData("null", "null")]
    public void A_file_that_is_not_a_catalogue_is_refused(string json, string said) =>
        Assert.Contains(said, Assert.Throws<CatalogueException>(() => Load(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("org_unti", "org_unit")]
    [InlineData("Person", "person")]
    [InlineData("enagement", "engagement")]
    [InlineData("bicycle", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_found(string written, string? nearest) =>
        Assert.Equal(nearest, NearestName.Find(written, ObjectCatalogue.BuiltIn.Types.Select(type => type.Name)));

    [Fact]
    public void Of_equally_near_names_the_first_is_offered() => Assert.Equal("nama", NearestName.Find("name", ["nama", "namb"]));

    private static ObjectCatalogue Load(string json) => ObjectCatalogue.Load(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    private static IEnumerable<string> Words(string cell) =>
        cell.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Required(InputDefinition input) => input.Fields.Where(field => field.Required).Select(field => field.Name)
        .Concat(input.Validity == ValidityInputKind.Required ? ["validity"] : []).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Optional(MutatorDefinition mutator, InputDefinition input) =>
        input.Fields.Where(field => !field.Required).Select(field => field.Name)
            .Concat(mutator.Note is null ? [] : ["note"]).Order(StringComparer.Ordinal);
}
