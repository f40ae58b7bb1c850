#include "core/base/rng.h"
#include "core/model/http/keylookup.h"

#include <QtTest>

#include <nlohmann/json.hpp>
#include <sstream>
#include <type_traits>

using namespace espalier;

namespace {

const std::string kSecret = "sk-test-aab-0123456789";

ApiKey key(const std::string& secret = kSecret)
{
    const auto made = ApiKey::fromText(secret, "a test");
    return made ? *made : ApiKey();
}

template <class T>
concept Printable = requires(std::ostream& stream, const T& value) { stream << value; };
template <class T>
concept Debuggable = requires(QDebug debug, const T& value) { debug << value; };

static_assert(Printable<std::string> && Debuggable<QString>); // the concepts see what is there
static_assert(!Printable<ApiKey> && !Debuggable<ApiKey>);
static_assert(!std::is_convertible_v<ApiKey, std::string> && !std::is_convertible_v<ApiKey, std::string_view>);
static_assert(!std::is_convertible_v<std::string, ApiKey> && !std::is_constructible_v<ApiKey, std::string>);
static_assert(std::is_constructible_v<nlohmann::json, std::string> && !std::is_constructible_v<nlohmann::json, ApiKey>);

ModelChoice choice(const std::string& text)
{
    const auto parsed = parseModelChoice(text);
    return parsed ? *parsed : ModelChoice();
}

/// A keychain that remembers whom it was asked for.
struct FakeKeychain
{
    Result<ApiKey> answer = ApiKey();
    std::vector<std::string> hosts;

    KeychainLookup lookup()
    {
        return [this](const std::string& host) {
            hosts.push_back(host);
            return answer;
        };
    }
};

} // namespace

class TestApiKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void blanksAroundAKeyAreDropped();
    void whatCannotBeAKeyIsNotShown_data();
    void whatCannotBeAKeyIsNotShown();
    void aKeyIsMaskedWhereverItStands();
    void noSplitLetsAKeyThrough();
    void providersKeysGoToProvidersOnly();
    void otherAddressesHaveTheirOwnKey();
    void theKeychainIsAskedWhereTheEnvironmentHasNone();
    void thisMachineIsNoMatterForTheKeychain();
    void aProviderWantsAKey();
    void noKeyTravelsInTheOpen_data();
    void noKeyTravelsInTheOpen();
};

void TestApiKey::init()
{
    for (const char* variable : {"ANTHROPIC_API_KEY", "OPENAI_API_KEY", "ESPALIER_API_KEY"}) {
        qunsetenv(variable);
    }
}

void TestApiKey::blanksAroundAKeyAreDropped()
{
    QCOMPARE(key(" \t" + kSecret + "\r\n").forHeader(), kSecret);
    QVERIFY(key("  \n").isEmpty() && ApiKey::fromText("", "here"));
}

void TestApiKey::whatCannotBeAKeyIsNotShown_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("two lines") << QByteArray("sk-test\r\nHost: evil");
    QTest::newRow("blank") << QByteArray("sk-test evil");
    QTest::newRow("not ASCII") << QByteArray("sk-test-\xC3\xA4");
    QTest::newRow("NUL") << QByteArray("sk-test\0x", 9);
    QTest::newRow("long") << QByteArray("sk-test" + QByteArray(5000, 'x'));
}

void TestApiKey::whatCannotBeAKeyIsNotShown()
{
    QFETCH(QByteArray, text);
    const auto made = ApiKey::fromText(text.toStdString(), "HERE");
    QVERIFY(!made && made.error().kind == ErrorKind::Usage);
    QVERIFY(made.error().sentence().find("sk-test") == std::string::npos);
    QVERIFY(made.error().sentence().find("HERE") != std::string::npos);
}

void TestApiKey::aKeyIsMaskedWhereverItStands()
{
    QCOMPARE(key().masked(kSecret + " and " + kSecret + kSecret), std::string("[key] and [key][key]"));
    QCOMPARE(key().masked("nothing"), std::string("nothing"));
    QCOMPARE(ApiKey().masked("nothing"), std::string("nothing"));
    // What local servers are given is a word of many a kernel.
    QCOMPARE(key("EMPTY").masked("#define EMPTY"), std::string("#define EMPTY"));
}

void TestApiKey::noSplitLetsAKeyThrough()
{
    Rng rng(11);
    const std::vector<std::string> pieces{kSecret, "sk-test-", "sk-test-aab", "aab-0123456789", "s", "a", "b", " "};
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (std::uint64_t i = 0, count = rng.below(12); i < count; ++i) {
            text += pieces[rng.below(pieces.size())];
        }
        KeyMask mask(key());
        std::string shown;
        for (std::string_view left = text; !left.empty();) {
            const std::size_t length = std::min<std::size_t>(1 + rng.below(6), left.size());
            shown += mask.take(left.substr(0, length));
            left.remove_prefix(length);
        }
        shown += mask.rest();
        QCOMPARE(shown, key().masked(text));
        QVERIFY(shown.find(kSecret) == std::string::npos);
    }
}

void TestApiKey::providersKeysGoToProvidersOnly()
{
    qputenv("ANTHROPIC_API_KEY", "sk-anthropic-0123456789");
    qputenv("OPENAI_API_KEY", "sk-openai-0123456789");
    FakeKeychain keychain;
    QCOMPARE(findKey(choice("anthropic:m"), keychain.lookup())->forHeader(), std::string("sk-anthropic-0123456789"));
    QCOMPARE(findKey(choice("openai:m"), keychain.lookup())->forHeader(), std::string("sk-openai-0123456789"));
    QVERIFY(keychain.hosts.empty());
    for (const char* elsewhere :
         {"openai:m@https://gateway.example/v1", "anthropic:m@https://api.anthropic.com.evil.example",
          "openai:m@http://localhost:8000", "openai:m@https://api.openai.com:8443"}) {
        const auto found = findKey(choice(elsewhere), keychain.lookup());
        QVERIFY2(found && found->isEmpty(), elsewhere);
    }
    // The API does not decide: the host does.
    QCOMPARE(findKey(choice("openai:m@https://api.anthropic.com/v1"), keychain.lookup())->forHeader(),
             std::string("sk-anthropic-0123456789"));
}

void TestApiKey::otherAddressesHaveTheirOwnKey()
{
    qputenv("ESPALIER_API_KEY", "gateway-0123456789");
    FakeKeychain keychain;
    QCOMPARE(findKey(choice("openai:m@https://gateway.example"), keychain.lookup())->forHeader(),
             std::string("gateway-0123456789"));
    QVERIFY(!findKey(choice("openai:m"), keychain.lookup()));
}

void TestApiKey::theKeychainIsAskedWhereTheEnvironmentHasNone()
{
    FakeKeychain keychain{key(), {}};
    QCOMPARE(findKey(choice("anthropic:m"), keychain.lookup())->forHeader(), kSecret);
    QCOMPARE(findKey(choice("openai:m@https://gateway.example:8443/v1"), keychain.lookup())->forHeader(), kSecret);
    const std::vector<std::string> expected{"api.anthropic.com", "gateway.example:8443"};
    QVERIFY(keychain.hosts == expected);
}

void TestApiKey::thisMachineIsNoMatterForTheKeychain()
{
    FakeKeychain keychain{key(), {}};
    QVERIFY(findKey(choice("openai:m@http://localhost:11434"), keychain.lookup())->isEmpty());
    QVERIFY(keychain.hosts.empty());
}

void TestApiKey::aProviderWantsAKey()
{
    FakeKeychain empty;
    const auto none = findKey(choice("anthropic:m"), empty.lookup());
    QVERIFY(!none && none.error().kind == ErrorKind::Usage);
    QVERIFY(none.error().sentence().find("ANTHROPIC_API_KEY") != std::string::npos);
    FakeKeychain broken{Error{ErrorKind::Machine, "no", "no bus", ""}, {}};
    const auto failed = findKey(choice("openai:m"), broken.lookup());
    QVERIFY(!failed && failed.error().sentence().find("no bus") != std::string::npos);
    // A server that wants no key is not kept back by a missing keychain.
    QVERIFY(findKey(choice("openai:m@https://gateway.example"), broken.lookup()));
}

void TestApiKey::noKeyTravelsInTheOpen_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<bool>("mayTravel");
    QTest::newRow("https") << QByteArray("https://gateway.example/v1") << true;
    QTest::newRow("this machine") << QByteArray("http://localhost:8000") << true;
    QTest::newRow("own network") << QByteArray("http://192.168.1.9:8000") << true;
    QTest::newRow("http") << QByteArray("http://gateway.example/v1") << false;
    QTest::newRow("http by a number") << QByteArray("http://203.0.113.9/v1") << false;
    QTest::newRow("http by a name that sounds near") << QByteArray("http://gpu-box:8000") << false;
}

void TestApiKey::noKeyTravelsInTheOpen()
{
    QFETCH(QByteArray, address);
    QFETCH(bool, mayTravel);
    FakeKeychain keychain;
    const ModelChoice there = choice("openai:m@" + address.toStdString());
    QVERIFY(findKey(there, keychain.lookup())); // without a key anything goes
    qputenv("ESPALIER_API_KEY", kSecret.c_str());
    const auto found = findKey(there, keychain.lookup());
    QCOMPARE(static_cast<bool>(found), mayTravel);
    QVERIFY(found || found.error().sentence().find(kSecret) == std::string::npos);
}

QTEST_GUILESS_MAIN(TestApiKey)
#include "tst_apikey.moc"
