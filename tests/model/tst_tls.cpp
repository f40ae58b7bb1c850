#include "tests/model/support/asking.h"
#include "tests/model/support/wiresamples.h"

#include <QSslConfiguration>
#include <QtTest>

using namespace espalier;

/// A server over TLS: no key goes to one that cannot show who it is.
class TestTls : public QObject
{
    Q_OBJECT

private:
    static std::vector<ScriptedAnswer> answer()
    {
        return {{{streamHead() + wholeStream(ModelApi::OpenAi, {"Use ", "vectors."})}, ScriptedAnswer::End::HangUp}};
    }
    static void trustTheServer()
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.addCaCertificates(QStringLiteral(ESPALIER_SOURCE_DIR "/tests/model/data/certificate.pem"));
        QSslConfiguration::setDefaultConfiguration(configuration);
    }
    static void isRefused(const std::string& host)
    {
        FaultServer server(answer(), FaultServer::Speaks::Https);
        RecordedWaits record;
        const Asked asked = ask(*modelAt(ModelApi::OpenAi, server.address(host), hasty(&record)));
        QVERIFY(!asked.reply && asked.reply.error().kind == ErrorKind::Machine);
        const std::string sentence = asked.reply.error().sentence();
        QVERIFY2(sentence.find("certificate is not trusted") != std::string::npos, sentence.c_str());
        QVERIFY(server.requests().empty());
        QVERIFY(record.waits.empty()); // it would end the same way
    }

private Q_SLOTS:
    void cleanup() { QSslConfiguration::setDefaultConfiguration(m_asEver); }
    void aServerThatIsTrustedAnswers();
    void aCertificateThatNobodyVouchesForIsRefused() { isRefused("127.0.0.1"); }
    void aCertificateForAnotherHostIsRefused();

private:
    const QSslConfiguration m_asEver = QSslConfiguration::defaultConfiguration();
};

void TestTls::aServerThatIsTrustedAnswers()
{
    trustTheServer();
    FaultServer server(answer(), FaultServer::Speaks::Https);
    const Asked asked = ask(*modelAt(ModelApi::OpenAi, server.address()));
    QVERIFY2(asked.reply, asked.reply ? "" : asked.reply.error().sentence().c_str());
    QCOMPARE(asked.reply->text, std::string("Use vectors."));
    QVERIFY(server.requests().front().head.find(kTestKey) != std::string::npos);
}

void TestTls::aCertificateForAnotherHostIsRefused()
{
    trustTheServer();
    isRefused("localhost");
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
