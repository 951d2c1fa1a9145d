using Rollup.Crypto;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;
using Rollup.Wallet.Ethereum;

namespace Rollup.Wallet.Tests.Ethereum;

/// <remarks>
/// Hashes and signatures were made with ethers 6 (TypedDataEncoder.hash, Wallet.signTypedData) for the first two
/// well-known development accounts.
/// </remarks>
public sealed class SigningKeyDerivationTests
{
    private const string FirstAccount = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

    private const string FirstSignature =
        "0xc8910240a7a1146c477756343f7c39fbd71a2a5f3783fe8569be6174e316085506ce7ecb093fe029c084799bb0e1d5289c59acaa7c4f63906bff6f3c6530c7f41c";

    private const string SecondAccount = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

    private const string SecondSignature =
        "0x044e6f3e9613437590da05721347f93262466562e9010200c24c9596ccd7f13316cdd467807a6bc0eb3e8a512efb650731322b615cf94744eb40d7f418debaa21b";

    private static ChainContext Chain { get; } = new(31337, EthereumAddress.Zero);

    [Fact]
    public void The_typed_text_hashes_as_ethers_hashes_it() =>
        Assert.Equal("0xe6f43095d1f2c42e5b5b2023ab501ad93f2c284cef1cb80aa98e473b55c613b8", Hex.Format(new SigningKeyText(Chain).Hash()));

    [Theory]
    [InlineData(FirstAccount, FirstSignature)]
    [InlineData(SecondAccount, SecondSignature)]
    public void A_signature_made_by_ethers_yields_the_key_of_its_account(string account, string signature)
    {
        Assert.True(TryDerive(account, signature, signature, out SecretKey? key, out _));
        Assert.True(TryDerive(account, signature, signature, out SecretKey? again, out _));
        Assert.Equal(key!.PublicKey, again!.PublicKey);
    }

    [Fact]
    public void Two_accounts_yield_two_keys()
    {
        TryDerive(FirstAccount, FirstSignature, FirstSignature, out SecretKey? first, out _);
        TryDerive(SecondAccount, SecondSignature, SecondSignature, out SecretKey? second, out _);
        Assert.NotEqual(first!.PublicKey, second!.PublicKey);
    }

    [Fact]
    public void A_signature_of_another_account_is_refused_and_names_it()
    {
        Assert.False(TryDerive(FirstAccount, SecondSignature, SecondSignature, out _, out string? reason));
        Assert.Contains(SecondAccount, reason);
    }

    [Fact]
    public void A_signature_for_another_chain_is_refused()
    {
        byte[] signature = Bytes(FirstSignature);
        Assert.False(SigningKeyDerivation.TryDerive(
            new ChainContext(1, EthereumAddress.Zero), AddressOf(FirstAccount), signature, signature, out _, out string? reason));
        Assert.Contains("expected " + FirstAccount, reason);
    }

    [Fact]
    public void Two_signatures_that_differ_are_refused()
    {
        byte[] first = Bytes(FirstSignature);
        byte[] second = [.. first[..64], (byte)(first[64] - 27)];
        Assert.False(SigningKeyDerivation.TryDerive(Chain, AddressOf(FirstAccount), first, second, out _, out string? reason));
        Assert.Contains("the two signatures differ", reason);
    }

    [Fact]
    public void A_signature_in_high_s_form_is_refused()
    {
        byte[] signature = Bytes(FirstSignature);
        System.Numerics.BigInteger order = System.Numerics.BigInteger.Parse("0FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141", System.Globalization.NumberStyles.HexNumber);
        System.Numerics.BigInteger s = order - new System.Numerics.BigInteger(signature.AsSpan(32, 32), isUnsigned: true, isBigEndian: true);
        s.ToByteArray(isUnsigned: true, isBigEndian: true).CopyTo(signature, 32);
        signature[64] ^= 7; // 27 and 28 swap

        Assert.False(TryDerive(FirstAccount, Hex.Format(signature), Hex.Format(signature), out _, out string? reason));
        Assert.Contains("low-s", reason);
    }

    [Fact]
    public void A_contract_wallets_longer_signature_is_refused()
    {
        Assert.False(TryDerive(FirstAccount, FirstSignature + "00", FirstSignature + "00", out _, out string? reason));
        Assert.Contains("contract wallets", reason);
    }

    private static bool TryDerive(string account, string first, string second, out SecretKey? key, out string? reason) =>
        SigningKeyDerivation.TryDerive(Chain, AddressOf(account), Bytes(first), Bytes(second), out key, out reason);

    private static EthereumAddress AddressOf(string account)
    {
        Assert.True(EthereumAddress.TryParseWalletInput(account, out EthereumAddress address));
        return address;
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex[2..]);
}
