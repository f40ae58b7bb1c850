#include "core/model/http/modelchoice.h"

#include <QtTest>

using namespace espalier;

class TestModelChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theProvidersOwnAddressNeedNotBeNamed();
    void anAddressMayStandBehindTheModel();
    void namesOfModelsMayHoldManySigns();
    void theEndpointIsFoundWithOrWithoutAVersion_data();
    void theEndpointIsFoundWithOrWithoutAVersion();
    void privateNetworksAreKnownByTheirNumbers_data();
    void privateNetworksAreKnownByTheirNumbers();
    void whatCannotBeReadIsNotShown_data();
    void whatCannotBeReadIsNotShown();
};

void TestModelChoice::theProvidersOwnAddressNeedNotBeNamed()
{
    const auto claude = parseModelChoice("anthropic:claude-sonnet-4-5");
    QVERIFY(claude && claude->api == ModelApi::Anthropic);
    QCOMPARE(claude->model, std::string("claude-sonnet-4-5"));
    QCOMPARE(claude->address.endpoint("/messages"), std::string("https://api.anthropic.com/v1/messages"));
    QCOMPARE(claude->toText(), std::string("anthropic:claude-sonnet-4-5"));
    const auto gpt = parseModelChoice("openai:gpt-5.1");
    QVERIFY(gpt && gpt->api == ModelApi::OpenAi);
    QCOMPARE(gpt->address.endpoint("/chat/completions"), std::string("https://api.openai.com/v1/chat/completions"));
}

void TestModelChoice::anAddressMayStandBehindTheModel()
{
    const auto choice = parseModelChoice("openai:qwen@HTTP://LocalHost:8000/v1/");
    QVERIFY(choice);
    QCOMPARE(choice->model, std::string("qwen"));
    QCOMPARE(choice->address.host(), std::string("localhost:8000"));
    QCOMPARE(choice->toText(), std::string("openai:qwen@http://localhost:8000/v1"));
    QVERIFY(*parseModelChoice(choice->toText()) == *choice);
    QCOMPARE(parseModelChoice("openai:a@https://api.openai.com:443")->address.host(), std::string("api.openai.com"));
}

void TestModelChoice::namesOfModelsMayHoldManySigns()
{
    for (const char* name : {"Qwen/Qwen3-Coder-30B", "qwen2.5-coder:32b", "claude-sonnet-4@20250514", "@", "a@b@c"}) {
        const auto plain = parseModelChoice(std::string("openai:") + name);
        QVERIFY(plain && plain->model == name && !plain->hasOwnAddress);
        const auto elsewhere = parseModelChoice(std::string("openai:") + name + "@http://localhost:1");
        QVERIFY(elsewhere && elsewhere->model == name && elsewhere->hasOwnAddress);
    }
}

void TestModelChoice::theEndpointIsFoundWithOrWithoutAVersion_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QByteArray>("endpoint");
    const auto row = [](const char* address, const char* endpoint) {
        QTest::newRow(address) << QByteArray(address) << QByteArray(endpoint);
    };
    row("http://localhost:8000", "http://localhost:8000/v1/chat/completions");
    row("http://localhost:8000/", "http://localhost:8000/v1/chat/completions");
    row("http://localhost:8000/v1", "http://localhost:8000/v1/chat/completions");
    row("http://localhost:8000/v1/", "http://localhost:8000/v1/chat/completions");
    row("https://g.example/openai", "https://g.example/openai/v1/chat/completions");
    row("https://g.example/v1beta/openai", "https://g.example/v1beta/openai/chat/completions");
    row("https://g.example/vllm", "https://g.example/vllm/v1/chat/completions");
    row("https://g.example/x/chat/completions", "https://g.example/x/chat/completions");
    row("http://[::1]:8080/v1", "http://[::1]:8080/v1/chat/completions");
}

void TestModelChoice::theEndpointIsFoundWithOrWithoutAVersion()
{
    QFETCH(QByteArray, address);
    QFETCH(QByteArray, endpoint);
    const auto parsed = ServerAddress::parse(address.toStdString());
    QVERIFY(parsed);
    QCOMPARE(parsed->endpoint("/chat/completions"), endpoint.toStdString());
}

void TestModelChoice::privateNetworksAreKnownByTheirNumbers_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("isPrivate");
    QTest::addColumn<bool>("isLoopback");
    const auto row = [](const char* host, bool isPrivate, bool isLoopback) {
        QTest::newRow(host) << QByteArray(host) << isPrivate << isLoopback;
    };
    row("localhost", true, true);
    row("127.0.0.1", true, true);
    row("127.1", true, true);
    row("[::1]", true, true);
    row("10.1.2.3", true, false);
    row("172.31.0.1", true, false);
    row("192.168.1.1", true, false);
    row("169.254.0.1", true, false);
    row("[fd00::1]", true, false);
    row("[fe80::1]", true, false);
    row("172.32.0.1", false, false);
    row("11.0.0.1", false, false);
    row("[2001:db8::1]", false, false);
    row("localhost.example.org", false, false);
    row("10.0.0.1.example.org", false, false);
    row("gpu-box", false, false);
}

void TestModelChoice::privateNetworksAreKnownByTheirNumbers()
{
    QFETCH(QByteArray, host);
    QFETCH(bool, isPrivate);
    QFETCH(bool, isLoopback);
    const auto address = ServerAddress::parse("http://" + host.toStdString() + ":8000/v1");
    QVERIFY(address);
    QCOMPARE(address->isPrivate(), isPrivate);
    QCOMPARE(address->isLoopback(), isLoopback);
}

void TestModelChoice::whatCannotBeReadIsNotShown_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"secret-word", "secret-word:model", "openai:", "openai:@http://localhost:1",
                             "openai:secret-word model", "openai:http://secret-word", "openai:m@ftp://secret-word",
                             "openai:m@http://", "openai:m@http://secret-word:99999",
                             "openai:m@http://user:secret-word@localhost", "openai:m@http://secret-word@localhost",
                             "openai:m@http://localhost?key=secret-word", "openai:m@http://localhost#secret-word",
                             "openai:m\x01secret-word", "openai:m@http://a b/secret-word", "OpenAI:secret-word"}) {
        QTest::newRow(text) << QByteArray(text);
    }
    QTest::newRow("long model") << QByteArray("openai:secret-word" + QByteArray(300, 'x'));
    QTest::newRow("long address") << QByteArray("openai:m@http://secret-word/" + QByteArray(3000, 'x'));
}

void TestModelChoice::whatCannotBeReadIsNotShown()
{
    QFETCH(QByteArray, text);
    const auto choice = parseModelChoice(text.toStdString());
    QVERIFY(!choice && choice.error().kind == ErrorKind::Usage);
    QVERIFY(choice.error().sentence().find("secret-word") == std::string::npos);
}

QTEST_GUILESS_MAIN(TestModelChoice)
#include "tst_modelchoice.moc"
