using System.Diagnostics.CodeAnalysis;

namespace Rollup.Sequencer.Hosting;

/// <summary>The labels of one time series, in the order in which the program gave them.</summary>
internal sealed class TagSet(KeyValuePair<string, object?>[] tags)
{
    public ReadOnlySpan<KeyValuePair<string, object?>> Tags => tags;

    /// <summary>Finds a series by the tags of a measurement without allocating.</summary>
    public sealed class Comparer : IEqualityComparer<TagSet>, IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, TagSet>
    {
        public bool Equals(TagSet? x, TagSet? y) => ReferenceEquals(x, y) || (x is not null && y is not null && Equals(x.Tags, y));

        public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, TagSet other)
        {
            ReadOnlySpan<KeyValuePair<string, object?>> tags = other.Tags;
            if (alternate.Length != tags.Length)
            {
                return false;
            }

            for (int i = 0; i < tags.Length; i++)
            {
                if (alternate[i].Key != tags[i].Key || !Equals(alternate[i].Value, tags[i].Value))
                {
                    return false;
                }
            }

            return true;
        }

        public int GetHashCode([DisallowNull] TagSet obj) => GetHashCode(obj.Tags);

        public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate)
        {
            var hash = default(HashCode);
            foreach ((string name, object? value) in alternate)
            {
                hash.Add(name);
                hash.Add(value);
            }

            return hash.ToHashCode();
        }

        public TagSet Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => new(alternate.ToArray());
    }
}
