namespace MoCluster.GraphQL.Types.Checking;

/// <summary>
/// Finds input objects that must contain themselves, so that no value could be written (spec §3.10, circular references).
/// </summary>
internal static class InputCycles
{
    public static void Check(IEnumerable<InputObjectType> types, List<string> problems)
    {
        var visited = new HashSet<InputObjectType>();
        var path = new List<(InputObjectType Type, InputValue Field)>();
        foreach (var type in types)
            Visit(type);

        void Visit(InputObjectType type)
        {
            if (!visited.Add(type))
                return;
            foreach (var field in type.Fields)
            {
                if (field.Type is not NonNullType { Of: InputObjectType next })
                    continue;
                path.Add((type, field));
                var start = path.FindIndex(p => p.Type == next);
                if (start < 0)
                    Visit(next);
                else
                    problems.Add(Describe(next, path.Skip(start).Select(p => p.Field.Name)));
                path.RemoveAt(path.Count - 1);
            }
        }
    }

    private static string Describe(InputObjectType type, IEnumerable<string> fields) =>
        $"Cannot reference Input Object \"{type}\" within itself through a series of non-null fields: \"{string.Join('.', fields)}\".";
}
