namespace Crm.Sdk.House.Tests.PublicApi;

public sealed class ApiTextTests
{
    [Fact]
    public void A_class_shows_what_its_users_see() =>
        ApiText.Of([typeof(Sample<>)]).Should().Be(
            """
            Crm.Sdk.House.Tests.PublicApi: abstract class ApiTextTests.Sample<T> : IDisposable where T : class, new()
                Dictionary<string, List<T?>> Entries { get; init; }
                T? Find(string? name, params int[] path)
                TItem Same<TItem>(TItem item)
                abstract void Dispose()
                const string Word = "a"
                int Size { get; protected set; }
                int this[int index] { get; }
                override string ToString()
                protected ApiTextTests.Sample(int start = 3, string? text = default, ApiTextTests.Level level = High)
                protected virtual void Changed(out int count, in long weight)
                required int? Count { get; set; }
                static bool op_Equality(ApiTextTests.Sample<T> left, ApiTextTests.Sample<T> right)
                static bool op_Inequality(ApiTextTests.Sample<T> left, ApiTextTests.Sample<T> right)

            """);

    [Fact]
    public void Enums_delegates_and_records_show_what_they_are() =>
        ApiText.Of([typeof(Level), typeof(Convert<,>), typeof(Row), typeof(Key)]).Should().Be(
            """
            Crm.Sdk.House.Tests.PublicApi: delegate TOut? ApiTextTests.Convert<TIn, TOut>(TIn value) where TIn : struct where TOut : class
            Crm.Sdk.House.Tests.PublicApi: readonly record struct ApiTextTests.Key
                ApiTextTests.Key(Guid Value)
                Guid Value { get; init; }
            Crm.Sdk.House.Tests.PublicApi: enum ApiTextTests.Level
                Low = 1
                High = 4
            Crm.Sdk.House.Tests.PublicApi: sealed record ApiTextTests.Row
                ApiTextTests.Row()
                required string Name { get; init; }

            """);

    [Fact]
    public void A_type_parameter_may_be_constrained_by_itself() =>
        ApiText.Of([typeof(Ordered<>)]).Should().Be(
            """
            Crm.Sdk.House.Tests.PublicApi: interface ApiTextTests.Ordered<TSelf> where TSelf : ApiTextTests.Ordered<TSelf>
                TSelf Next(TSelf? after)

            """);

    [Fact]
    public void A_block_of_extensions_shows_what_its_users_call_and_no_hash() =>
        ApiText.Of([typeof(SampleVerbs), .. typeof(SampleVerbs).GetNestedTypes()]).Should().Be(
            """
            Crm.Sdk.House.Tests.PublicApi: static class SampleVerbs
                static int Times(this int number, int other)
                static int get_Twice(int number)

            """);

    private interface Ordered<TSelf>
        where TSelf : Ordered<TSelf>
    {
        TSelf Next(TSelf? after);
    }

    private enum Level
    {
        Low = 1,
        High = 4,
    }

    private delegate TOut? Convert<in TIn, out TOut>(TIn value)
        where TIn : struct
        where TOut : class;

    private readonly record struct Key(Guid Value);

    private sealed record Row
    {
        public required string Name { get; init; }
    }

#pragma warning disable CS0660, CS0661, S3881, CA1063, CA1065, MA0095, MA0096, MA0097
    private abstract class Sample<T> : IDisposable
        where T : class, new()
    {
        public const string Word = "a";

        protected Sample(int start = 3, string? text = null, Level level = Level.High) => Count = start + text?.Length + (int)level;

        public required int? Count { get; set; }

        public int Size { get; protected set; }

        public Dictionary<string, List<T?>> Entries { get; init; } = [];

        public int this[int index] => index;

        public static bool operator ==(Sample<T> left, Sample<T> right) => ReferenceEquals(left, right);

        public static bool operator !=(Sample<T> left, Sample<T> right) => !(left == right);

        public TItem Same<TItem>(TItem item) => item;

        public T? Find(string? name, params int[] path) => path.Length > 0 || name is null ? null : new T();

        public abstract void Dispose();

        public override string ToString() => Word;

        protected virtual void Changed(out int count, in long weight) => count = (int)weight;
    }
#pragma warning restore CS0660, CS0661, S3881, CA1063, CA1065, MA0095, MA0096, MA0097
}

/// <summary>A specimen; a block of extensions cannot stand in another class.</summary>
internal static class SampleVerbs
{
    extension(int number)
    {
        public int Twice => number * 2;

        public int Times(int other) => number * other;
    }
}
