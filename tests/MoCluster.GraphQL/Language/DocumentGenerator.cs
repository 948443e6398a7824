using System.Globalization;
using System.Text;

namespace MoCluster.GraphQL.Tests.Language;

/// <summary>Generates syntactically valid documents from a seed, with every construct of the language and in unusual layouts.</summary>
internal sealed class DocumentGenerator(int seed)
{
    private static readonly string[] Names = ["a", "b", "on", "type", "query", "fragment", "_", "__x", "nullable", "truth", "Name9", "input"];
    private static readonly string[] Gaps = [" ", "\n", ",", " # note\n", "\t", "\r\n", " \uFEFF "];
    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();

    public string Document()
    {
        var definitions = 1 + _random.Next(3);
        for (var i = 0; i < definitions; i++)
        {
            if (_random.Next(3) == 0)
                Fragment();
            else
                Operation();
            Gap();
        }

        return _text.ToString();
    }

    /// <summary>Removes, inserts or changes some characters of a document.</summary>
    public static string Mutated(string document, Random random)
    {
        const string alphabet = "{}()[]:!$@|&=.,\"\\#ab1-e \n\ud800\udc00\u0000";
        var text = new StringBuilder(document);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(3))
            {
                case 0: text.Remove(at, Math.Min(random.Next(1, 4), text.Length - at)); break;
                case 1: text.Insert(at, alphabet[random.Next(alphabet.Length)]); break;
                default: text[at] = alphabet[random.Next(alphabet.Length)]; break;
            }

            if (text.Length == 0)
                text.Append('{');
        }

        return text.ToString();
    }

    private void Operation()
    {
        if (_random.Next(4) > 0)
        {
            Write(Pick("query", "mutation", "subscription"));
            if (Maybe())
                Write(Name());
            if (Maybe())
                Many("(", VariableDefinition, ")");
            Directives(isConst: false);
        }

        SelectionSet(0);
    }

    private void Fragment()
    {
        Write("fragment");
        Write(FragmentName());
        Write("on");
        Write(Name());
        Directives(isConst: false);
        SelectionSet(0);
    }

    private void VariableDefinition()
    {
        Variable();
        Write(":");
        Type(0);
        if (Maybe())
        {
            Write("=");
            Value(0, isConst: true);
        }

        Directives(isConst: true);
    }

    private void SelectionSet(int depth) => Many("{", () => Selection(depth + 1), "}");

    private void Selection(int depth)
    {
        switch (_random.Next(6))
        {
            case 0:
                Write("...");
                Write(FragmentName());
                Directives(isConst: false);
                break;
            case 1 when depth < 5:
                Write("...");
                if (Maybe())
                {
                    Write("on");
                    Write(Name());
                }

                Directives(isConst: false);
                SelectionSet(depth);
                break;
            default:
                if (Maybe())
                {
                    Write(Name());
                    Write(":");
                }

                Write(Name());
                Arguments(isConst: false);
                Directives(isConst: false);
                if (depth < 5 && Maybe())
                    SelectionSet(depth);
                break;
        }
    }

    private void Arguments(bool isConst)
    {
        if (Maybe())
            Many("(", () => NamedValue(0, isConst), ")");
    }

    private void NamedValue(int depth, bool isConst)
    {
        Write(Name());
        Write(":");
        Value(depth, isConst);
    }

    private void Directives(bool isConst)
    {
        while (_random.Next(4) == 0)
        {
            Write("@");
            Write(Name());
            Arguments(isConst);
        }
    }

    private void Type(int depth)
    {
        if (depth < 4 && Maybe())
        {
            Write("[");
            Type(depth + 1);
            Write("]");
        }
        else
        {
            Write(Name());
        }

        if (Maybe())
            Write("!");
    }

    private void Value(int depth, bool isConst)
    {
        switch (_random.Next(depth < 3 ? 11 : 9))
        {
            case 0 when !isConst: Variable(); break;
            case 1: Write(Pick("0", "-0", "7", "-123456789012345678901234567890")); break;
            case 2: Write(Pick("0.5", "-1.25e10", "1E-3", "9.0e+0")); break;
            case 3: Write(Quoted()); break;
            case 4: Write(Block()); break;
            case 5: Write(Pick("true", "false")); break;
            case 6: Write("null"); break;
            case 9: Some("[", () => Value(depth + 1, isConst), "]"); break;
            case 10: Some("{", () => NamedValue(depth + 1, isConst), "}"); break;
            default: Write(Pick("RED", "on", "nul", "True")); break;
        }
    }

    private string Quoted()
    {
        var text = new StringBuilder("\"");
        for (var i = _random.Next(6); i > 0; i--)
            text.Append(Pick("x", "é", "\U0001F600", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\u{1F600}", "\\uD83D\\uDE00", "#", ",", "{", "\\u0000", "\\u007f"));
        return text.Append('"').ToString();
    }

    private string Block()
    {
        var text = new StringBuilder("\"\"\"");
        for (var i = _random.Next(8); i > 0; i--)
            text.Append(Pick("x", " ", "\n", "\n  ", "\r\n\t", "\\\"\"\"", "\\n", "\U0001F600", "\\", "é", "\n\n"));
        // A backslash or quote at the end would become part of the closing quotes.
        return text.Append(" .").Append("\"\"\"").ToString();
    }

    private void Variable()
    {
        Write("$");
        Write(Name());
    }

    private void Many(string open, Action item, string close)
    {
        Write(open);
        for (var i = 1 + _random.Next(3); i > 0; i--)
            item();
        Write(close);
    }

    private void Some(string open, Action item, string close)
    {
        Write(open);
        for (var i = _random.Next(4); i > 0; i--)
            item();
        Write(close);
    }

    private string Name() => _random.Next(5) == 0 ? "n" + _random.Next(1000).ToString(CultureInfo.InvariantCulture) : Pick(Names);

    private string FragmentName()
    {
        var name = Name();
        return name == "on" ? "off" : name;
    }

    private bool Maybe() => _random.Next(2) == 0;

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private void Write(string token)
    {
        _text.Append(token);
        Gap();
    }

    private void Gap() => _text.Append(Pick(Gaps));
}
