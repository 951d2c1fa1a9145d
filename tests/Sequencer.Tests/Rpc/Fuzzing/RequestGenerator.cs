using System.Text;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>Makes requests: sound ones by the document's grammar, and ones that are broken in one to three places.</summary>
internal sealed class RequestGenerator(OpenRpcReader document, Random random, FuzzPlan plan)
{
    /// <summary>What stands where something else was expected.</summary>
    private static readonly string[] Leaves =
    [
        "null", "true", "0", "-0", "-1", "1.0", "1e400", "9007199254740993", "\"\"", "\"0\"", "\"00\"", "\"0x\"", "\"0xF\"", "\"-1\"", "\" 1\"",
        "\"18446744073709551616\"", "\"\\u0031\"", "\"\\ud800\"", "[]", "{}", "[[]]", "{\"a\":1}", "NaN", "", "\"\u0001\"", "'x'", "/**/1",
        "\"0x" + new string('f', 200) + "\"", "\"" + new string('x', 2000) + "\"", new string('[', 40) + new string(']', 40),
    ];

    private static readonly string[] Names = ["", "x", "id", "method", "params", "jsonrpc", "amount", "__proto__", "a.b", "[0]", "\\u0061", "\\ud800"];

    private readonly OpenRpcMethodReader[] _methods = [.. document.Methods.Where(method => !plan.LeftOut.Contains(method.Name))];
    private readonly ValueGenerator _values = new(document, random, plan.Titled);

    /// <summary>The next request. A sound one fits the document in every respect.</summary>
    public (byte[] Text, OpenRpcMethodReader? Method, bool IsSound) Next()
    {
        OpenRpcMethodReader method = _methods[random.Next(_methods.Length)];
        JsonText request = Sound(method);
        if (random.Next(3) == 0)
        {
            return (Encoding.UTF8.GetBytes(request.ToString()), method, IsSound: !plan.Dependent.Contains(method.Name));
        }

        for (int i = random.Next(1, 4); i > 0; i--)
        {
            request = Break(request, random.Next(6));
        }

        byte[] text = Encoding.UTF8.GetBytes(request.ToString());
        return (random.Next(3) == 0 ? BreakBytes(text) : text, null, IsSound: false);
    }

    private JsonText.Members Sound(OpenRpcMethodReader method)
    {
        var members = new List<(string, JsonText)>
        {
            ("jsonrpc", new JsonText.Leaf("\"2.0\"")),
            ("id", new JsonText.Leaf(random.Next(2) == 0 ? random.Next().ToString() : $"\"{random.Next()}\"")),
            ("method", new JsonText.Leaf($"\"{method.Name}\"")),
        };
        if (method.Parameters.Count > 0)
        {
            members.Add(("params", random.Next(2) == 0 ? ByName(method) : ByPosition(method)));
        }

        for (int i = members.Count - 1; i > 0; i--)
        {
            int j = random.Next(i + 1);
            (members[i], members[j]) = (members[j], members[i]);
        }

        return new(members);
    }

    private JsonText.Members ByName(OpenRpcMethodReader method) => new(
    [
        .. method.Parameters
            .Where(parameter => parameter.IsRequired || random.Next(2) == 0)
            .Select(parameter => (parameter.Name, _values.Make(parameter.Schema)))
            .OrderBy(_ => random.Next()),
    ]);

    private JsonText.Elements ByPosition(OpenRpcMethodReader method)
    {
        int required = method.Parameters.TakeWhile(parameter => parameter.IsRequired).Count();
        return new([.. method.Parameters.Take(random.Next(required, method.Parameters.Count + 1)).Select(parameter => _values.Make(parameter.Schema))]);
    }

    /// <param name="depth">How far down to go before something is broken.</param>
    private JsonText Break(JsonText node, int depth)
    {
        if (depth > 0 && node is JsonText.Members { Items.Count: > 0 } members)
        {
            List<(string Name, JsonText Value)> items = [.. members.Items];
            int i = random.Next(items.Count);
            items[i] = (items[i].Name, Break(items[i].Value, depth - 1));
            return new JsonText.Members(items);
        }

        if (depth > 0 && node is JsonText.Elements { Items.Count: > 0 } elements)
        {
            List<JsonText> items = [.. elements.Items];
            int i = random.Next(items.Count);
            items[i] = Break(items[i], depth - 1);
            return new JsonText.Elements(items);
        }

        return node switch
        {
            JsonText.Members whole when random.Next(2) == 0 => BreakMembers(whole),
            JsonText.Elements whole when random.Next(2) == 0 => new JsonText.Elements([.. whole.Items, whole.Items.Count > 0 && random.Next(2) == 0 ? whole.Items[0] : Leaf()]),
            _ => random.Next(8) == 0 ? new JsonText.Elements([node]) : Leaf(),
        };
    }

    private JsonText.Members BreakMembers(JsonText.Members whole)
    {
        List<(string Name, JsonText Value)> items = [.. whole.Items];
        int i = random.Next(items.Count + 1);
        switch (random.Next(4))
        {
            case 0 when i < items.Count:
                items.RemoveAt(i);
                break;

            case 1 when i < items.Count:
                items.Add(items[i]);
                break;

            case 2 when i < items.Count:
                items[i] = (Names[random.Next(Names.Length)], items[i].Value);
                break;

            default:
                items.Insert(i, (Names[random.Next(Names.Length)], Leaf()));
                break;
        }

        return new(items);
    }

    private JsonText.Leaf Leaf() => new(Leaves[random.Next(Leaves.Length)]);

    private byte[] BreakBytes(byte[] text)
    {
        int at = random.Next(text.Length + 1);
        byte[] noise = new byte[random.Next(1, 5)];
        random.NextBytes(noise);
        return random.Next(4) switch
        {
            0 => text[..at],
            1 => [.. text[..at], .. noise, .. text[at..]],
            2 when at < text.Length => [.. text[..at], (byte)(text[at] ^ (1 << random.Next(8))), .. text[(at + 1)..]],
            _ => [.. text, .. text[at..]],
        };
    }
}
