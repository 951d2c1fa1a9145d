using System.Text.Json;

namespace Rollup.EndToEnd.Tests.Contracts;

/// <summary>What a contract must refuse, from tests/vectors/contracts.</summary>
/// <param name="Failure">The check that refuses it.</param>
internal sealed record StoredForgery(string Program, string What, string Failure, byte[] PublicValues, byte[] Proof)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Every forgery for a program.</summary>
    public static IEnumerable<StoredForgery> Of(string root, string program)
    {
        string folder = Path.Combine(root, "tests", "vectors", "contracts");
        Statement[] statements = JsonSerializer.Deserialize<Statement[]>(File.ReadAllBytes(Path.Combine(folder, "Statements.json")), Json)!;
        return Spliced(Path.Combine(folder, $"{program}.json"), program).Concat(
            from statement in statements
            where statement.Program == program
            select new StoredForgery(program, statement.What, statement.Failure, Bytes(statement.PublicValues), Bytes(statement.Proof)));
    }

    /// <summary>A right proof, or its public values, with some bytes replaced.</summary>
    private static IEnumerable<StoredForgery> Spliced(string path, string program)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement vector = document.RootElement;
        byte[] publicValues = Bytes(vector.GetProperty("publicValues")), proof = Bytes(vector.GetProperty("proof"));
        JsonElement[] what = List("what"), failure = List("failure"), target = List("target"), at = List("at"), removed = List("removed"), inserted = List("inserted");
        for (int i = 0; i < what.Length; i++)
        {
            bool isPublic = target[i].GetInt32() == 1;
            byte[] original = isPublic ? publicValues : proof;
            int start = at[i].GetInt32();
            byte[] spliced = [.. original[..start], .. Bytes(inserted[i]), .. original[(start + removed[i].GetInt32())..]];
            yield return new(program, what[i].GetString()!, failure[i].GetString()!, isPublic ? spliced : publicValues, isPublic ? proof : spliced);
        }

        JsonElement[] List(string name) => [.. vector.GetProperty(name).EnumerateArray()];
    }

    private static byte[] Bytes(JsonElement hex) => Bytes(hex.GetString()!);

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.AsSpan(2));

    /// <summary>Public values and a proof made for them.</summary>
    private sealed record Statement(string Program, string What, string Failure, string PublicValues, string Proof);
}
