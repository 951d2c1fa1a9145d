namespace Rollup.Protocol.Tests.Values;

public sealed class NumberTests
{
    [Theory]
    [InlineData("0", true)]
    [InlineData("1", true)]
    [InlineData("4294967295", true)]
    [InlineData("4294967296", false)]
    [InlineData("99999999999999999999", false)]
    [InlineData("", false)]
    [InlineData("00", false)]
    [InlineData("01", false)]
    [InlineData("+1", false)]
    [InlineData("-1", false)]
    [InlineData(" 1", false)]
    [InlineData("1 ", false)]
    [InlineData("1.0", false)]
    [InlineData("1e3", false)]
    [InlineData("0x1", false)]
    [InlineData("1,000", false)]
    [InlineData("١", false)]
    public void Leaf_indices_and_tokens_have_one_text_form(string text, bool valid)
    {
        Assert.Equal(valid, LeafIndex.TryParse(text, out LeafIndex leaf));
        Assert.Equal(valid, TokenId.TryParse(text, out TokenId token));
        if (valid)
        {
            Assert.Equal(text, leaf.ToString());
            Assert.Equal(text, token.ToString());
        }
    }

    [Theory]
    [InlineData("18446744073709551615", true)]
    [InlineData("18446744073709551616", false)]
    [InlineData("007", false)]
    public void Batch_numbers_have_64_bits(string text, bool valid) => Assert.Equal(valid, BatchNumber.TryParse(text, out _));

    [Fact]
    public void The_number_after_the_last_batch_does_not_exist() =>
        Assert.Throws<OverflowException>(() => new BatchNumber(ulong.MaxValue).Next());

    [Fact]
    public void Whole_seconds_are_rounded_down()
    {
        Assert.Equal(1_700_000_000UL, new AcceptedAt(1_700_000_000_999).UnixSeconds);
        Assert.Equal(0UL, AcceptedAt.From(DateTimeOffset.UnixEpoch.AddYears(-1)).UnixSeconds);
        Assert.Equal(ProtocolLimits.MaxTimestamp, AcceptedAt.Max.UnixSeconds);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(ProtocolLimits.MaxChainId + 1)]
    [InlineData(ulong.MaxValue)]
    public void A_chain_id_outside_its_range_is_refused(ulong chainId) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChainContext(chainId, EthereumAddress.Zero));

    [Fact]
    public void The_scalar_field_has_the_order_of_BLS12_381()
    {
        var x = new System.Numerics.BigInteger(0xd201000000010000);
        Assert.Equal(x * x * x * x - x * x + 1, BlsScalar.Modulus);
        byte[] bytes = BlsScalar.Modulus.ToByteArray(isUnsigned: true, isBigEndian: true);
        Assert.False(BlsScalar.TryRead(bytes, out _));
        bytes[31]--;
        Assert.True(BlsScalar.TryRead(bytes, out BlsScalar largest));
        Assert.Equal(BlsScalar.Modulus - 1, largest.ToBigInteger());
        Assert.False(BlsScalar.TryRead(bytes.AsSpan(1), out _));
    }

    [Fact]
    public void Every_refusal_reason_has_its_own_snake_case_name()
    {
        RefusalReason[] reasons = Enum.GetValues<RefusalReason>();
        Assert.Equal(reasons.Length, reasons.Select(r => r.Name()).Distinct(StringComparer.Ordinal).Count());
        foreach (RefusalReason reason in reasons)
        {
            Assert.Matches("^[a-z0-9]+(_[a-z0-9]+)*$", reason.Name());
            Assert.True(RefusalReasons.TryParse(reason.Name(), out RefusalReason parsed));
            Assert.Equal(reason, parsed);
        }

        Assert.False(RefusalReasons.TryParse("Amount_Zero", out _));
        Assert.False(RefusalReasons.TryParse(null, out _));
    }

    [Fact]
    public void Every_hash_tag_is_used_once()
    {
        ulong[] tags = [.. typeof(HashTags).GetFields().Select(f => (ulong)f.GetRawConstantValue()!)];
        Assert.Equal(tags.Length, tags.Distinct().Count());
        Assert.All(tags, tag => Assert.True(tag >= 16, $"{tag} belongs to the signature scheme"));
    }
}
