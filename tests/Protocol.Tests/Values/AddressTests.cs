using System.Text.Json;
using Rollup.Crypto.Signatures;
using Rollup.Protocol.Tests.Vectors;

namespace Rollup.Protocol.Tests.Values;

public sealed class AddressTests
{
    private static readonly JsonElement File = VectorFile.Load("addresses.json");

    [Fact]
    public void Addresses_are_derived_as_the_reference_derives_them()
    {
        foreach (JsonElement c in File.Items("cases").Where(c => c.Has("publicKey")))
        {
            PublicKey key = c.Key("publicKey");
            Assert.Equal(c.Digest("digest"), L2Address.Derive(key, c.Ethereum("l1Owner")).Value);
            Assert.True(SecretKey.TryRead(c.Bytes("secretKey"), out SecretKey? secret));
            Assert.Equal(key, secret.PublicKey);
        }
    }

    [Fact]
    public void Another_owner_is_another_address()
    {
        JsonElement c = File.Items("cases").First();
        PublicKey key = c.Key("publicKey");
        Assert.NotEqual(L2Address.Derive(key, c.Ethereum("l1Owner")), L2Address.Derive(key, EthereumAddress.Zero));
    }

    [Fact]
    public void Addresses_are_written_and_read_in_one_form()
    {
        foreach (JsonElement c in File.Items("cases"))
        {
            var address = new L2Address(c.Digest("digest"));
            Assert.Equal(c.Text("address"), address.ToString());
            Assert.True(L2Address.TryParse(c.Text("address"), out L2Address parsed));
            Assert.Equal(address, parsed);
        }
    }

    [Fact]
    [Trait("Plan", "J11")]
    public void Every_other_form_is_refused()
    {
        foreach (JsonElement c in File.Items("refused"))
        {
            Assert.False(L2Address.TryParse(c.Text("text"), out _), c.Text("why"));
        }

        Assert.False(L2Address.TryParse(null, out _));
    }

    [Fact]
    [Trait("Plan", "L07")]
    public void Every_single_mistyped_character_is_refused()
    {
        string good = File.Items("cases").First().Text("address");
        const string alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l1bioz";
        for (int i = 0; i < good.Length; i++)
        {
            foreach (char c in alphabet.Where(c => c != good[i]))
            {
                Assert.False(L2Address.TryParse(good[..i] + c + good[(i + 1)..], out _), $"{c} at {i}");
            }
        }
    }

    [Fact]
    public void Ethereum_addresses_of_people_are_read_with_their_checksum()
    {
        foreach (JsonElement c in File.Items("walletInput"))
        {
            bool expected = c.Has("l1Owner");
            Assert.Equal(expected, EthereumAddress.TryParseWalletInput(c.Text("text"), out EthereumAddress address));
            Assert.Equal(expected ? c.Text("l1Owner") : EthereumAddress.Zero.ToString(), address.ToString());
        }

        foreach (JsonElement c in File.Items("cases").Where(c => c.Has("l1Owner")))
        {
            Assert.Equal(c.Text("l1OwnerChecksum"), c.Ethereum("l1Owner").ToChecksumString());
        }
    }

    [Fact]
    public void The_canonical_form_of_an_Ethereum_address_has_no_upper_case()
    {
        Assert.True(EthereumAddress.TryParse("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", out _));
        Assert.False(EthereumAddress.TryParse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", out _));
    }
}
