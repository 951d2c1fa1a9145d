using System.Numerics;

namespace Rollup.Sequencer.Rpc;

public abstract partial class Schema
{
    /// <summary>2^256 − 1, the largest amount L1 can name.</summary>
    public static readonly BigInteger LargestL1Quantity = BigInteger.Pow(2, 256) - 1;

    /// <summary>A whole number that may pass 2^53: a decimal string, also accepted in hexadecimal.</summary>
    public static Schema<ulong> Quantity(ulong minimum = 0, ulong maximum = ulong.MaxValue) => new QuantitySchema<ulong>(minimum, maximum);

    /// <summary>A whole number of L1 width, written as <see cref="Quantity"/> is.</summary>
    public static Schema<BigInteger> BigQuantity(BigInteger? maximum = null) =>
        new QuantitySchema<BigInteger>(BigInteger.Zero, maximum ?? LargestL1Quantity);

    /// <summary>A small whole number: a JSON number within ±(2^53 − 1).</summary>
    public static Schema<long> Integer(long minimum, long maximum) => new IntegerSchema(minimum, maximum);

    /// <summary>Exactly <paramref name="count"/> bytes as 0x and lower-case hexadecimal digits.</summary>
    public static Schema<byte[]> Bytes(int count) => new BytesSchema(count, count);

    /// <summary>Bytes as 0x and lower-case hexadecimal digits.</summary>
    public static Schema<byte[]> Bytes(int minCount, int maxCount) => new BytesSchema(minCount, maxCount);

    /// <summary>A string whose length is counted in Unicode code points.</summary>
    /// <param name="pattern">An ECMA 262 regular expression without look-around or back-references.</param>
    /// <param name="expected">Completes "must be …" where the lengths alone would not say it.</param>
    public static Schema<string> Text(int minLength, int maxLength, string? pattern = null, string? expected = null) =>
        new TextSchema(minLength, maxLength, pattern, expected);

    public static Schema<bool> Boolean { get; } = new BooleanSchema();

    /// <summary>One of a closed list of words, each standing for a value.</summary>
    public static Schema<T> Choice<T>(params IReadOnlyList<(string Word, T Value)> choices)
        where T : notnull => new ChoiceSchema<T>(choices);

    /// <summary>One of a closed list of words.</summary>
    public static Schema<string> Word(params IReadOnlyList<string> words) => new ChoiceSchema<string>([.. words.Select(word => (word, word))]);

    public static Schema<IReadOnlyList<T>> Array<T>(Schema<T> item, int minCount, int maxCount)
        where T : notnull => new ArraySchema<T>(item, minCount, maxCount);

    /// <summary>Starts the definition of an object with named fields.</summary>
    /// <param name="name">The name under which the OpenRPC document defines it.</param>
    public static ObjectSchemaBuilder<T> Object<T>(string name, string description)
        where T : notnull => new(name, description);

    /// <summary>A JSON value that exists already, such as an event of the log. For results only.</summary>
    public static Schema<ReadOnlyMemory<byte>> Json(string description) => new JsonSchema(description);
}

public static class SchemaExtensions
{
    /// <summary>Lets a value of ours travel as <paramref name="wire"/>.</summary>
    /// <param name="convert">False refuses what was read, such as an address with a wrong checksum.</param>
    /// <param name="expected">Completes "must be …".</param>
    /// <param name="title">Names the form in the OpenRPC document.</param>
    public static Schema<T> As<TWire, T>(
        this Schema<TWire> wire, TryConvert<TWire, T> convert, Func<T, TWire> format, string? expected = null, string? title = null)
        where TWire : notnull
        where T : notnull => new MappedSchema<TWire, T>(wire, convert, format, expected, title);
}
