namespace MoCluster.GraphQL.Types.Checking;

/// <summary>Checks the rules of a valid schema that concern more than one declaration (spec §3).</summary>
internal static class SchemaValidator
{
    public static void CheckTypes(IEnumerable<NamedType> types, List<string> problems)
    {
        foreach (var type in types)
        {
            if (type is FieldsType { Fields.IsEmpty: true })
                problems.Add($"Type {type} must define one or more fields.");
            if (type is InputObjectType { Fields.IsEmpty: true })
                problems.Add($"Input Object type {type} must define one or more fields.");
            if (type is EnumType { Values.IsEmpty: true })
                problems.Add($"Enum type {type} must define one or more values.");
            if (type is UnionType { Members.IsEmpty: true })
                problems.Add($"Union type {type} must define one or more member types.");
        }

        InputCycles.Check(types.OfType<InputObjectType>(), problems);
    }

    public static void CheckInterfaces(Schema schema, List<string> problems)
    {
        foreach (var type in schema.Types)
        {
            if (type is FieldsType fields)
                CheckImplementations(schema, fields, problems);
            if (type.IsAbstract)
                CheckResolution(schema, type, problems);
        }
    }

    private static void CheckImplementations(Schema schema, FieldsType type, List<string> problems)
    {
        foreach (var @interface in type.Interfaces)
        {
            if (@interface == type)
                problems.Add($"Type {type} cannot implement itself because it would create a circular reference.");
            else if (type.Interfaces.Count(i => i == @interface) > 1)
                problems.Add($"Type {type} can only implement {@interface} once.");
            else
                CheckImplementation(schema, type, @interface, problems);
        }
    }

    private static void CheckImplementation(Schema schema, FieldsType type, InterfaceType @interface, List<string> problems)
    {
        foreach (var transitive in @interface.Interfaces)
        {
            if (transitive == type)
                problems.Add($"Type {type} cannot implement {@interface} because it would create a circular reference.");
            else if (!type.Interfaces.Contains(transitive))
                problems.Add($"Type {type} must implement {transitive} because it is implemented by {@interface}.");
        }

        foreach (var wanted in @interface.Fields)
        {
            if (type.FindField(wanted.Name) is not { } field)
            {
                problems.Add($"Interface field {@interface}.{wanted.Name} expected but {type} does not provide it.");
                continue;
            }

            if (!schema.IsSubtype(field.Type, wanted.Type))
            {
                problems.Add(
                    $"Interface field {@interface}.{wanted.Name} expects type {wanted.Type} but {type}.{field.Name} is type {field.Type}.");
            }

            CheckArguments(type, field, @interface, wanted, problems);
        }
    }

    private static void CheckArguments(FieldsType type, Field field, InterfaceType @interface, Field wanted, List<string> problems)
    {
        foreach (var expected in wanted.Arguments)
        {
            if (field.FindArgument(expected.Name) is not { } argument)
            {
                problems.Add(
                    $"Interface field argument {@interface}.{wanted.Name}({expected.Name}:) expected "
                    + $"but {type}.{field.Name} does not provide it.");
            }
            else if (argument.Type != expected.Type)
            {
                problems.Add(
                    $"Interface field argument {@interface}.{wanted.Name}({expected.Name}:) expects type {expected.Type} "
                    + $"but {type}.{field.Name}({argument.Name}:) is type {argument.Type}.");
            }
        }

        foreach (var extra in field.Arguments)
        {
            if (extra.IsRequired && wanted.FindArgument(extra.Name) is null)
            {
                problems.Add(
                    $"Object field {type}.{field.Name} includes required argument {extra.Name} that is missing from the Interface field "
                    + $"{@interface}.{wanted.Name}.");
            }
        }
    }

    /// <summary>
    /// Checks that the object type of every value can be found at run time: by the interface or union itself, or by each of its object
    /// types.
    /// </summary>
    private static void CheckResolution(Schema schema, NamedType type, List<string> problems)
    {
        if (type is InterfaceType { ResolveType: not null } or UnionType { ResolveType: not null })
            return;
        foreach (var possible in schema.PossibleTypes(type).Where(p => p.IsTypeOf is null))
        {
            problems.Add(
                $"Abstract type {type} has no ResolveType, so its object type {possible} must recognise its values (Represents).");
        }
    }
}
