// Links to sessions: what is written is read again, and what anybody else wrote is refused with a reason.
#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/store/sessionlink.h"

#include <QTest>

using namespace espalier;

class TestSessionLink : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenIsRead();
    void hostileLinksAreRefused_data();
    void hostileLinksAreRefused();
    void aLinkToNothingMakesNothing();
};

void TestSessionLink::whatIsWrittenIsRead()
{
    for (const SessionLink& link : {SessionLink{"/data/stores/one", 12, 128}, SessionLink{"/tmp/ä \"b\"", 1, {}},
                                    SessionLink{"/x", 9'000'000'000, 0}}) {
        const Result<SessionLink> read = linkFromJson(toJson(link));
        QVERIFY(read && *read == link);
    }
}

void TestSessionLink::hostileLinksAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const QByteArray& text) { QTest::newRow(name) << text; };
    row("nothing", "");
    row("an array", "[]");
    row("another document", R"({"version":1,"store":"/x","session":1})");
    row("a later version", R"({"espalier":"link","version":2,"store":"/x","session":1})");
    row("version as text", R"({"espalier":"link","version":"1","store":"/x","session":1})");
    row("relative path", R"({"espalier":"link","version":1,"store":"x/y","session":1})");
    row("path with a zero byte", R"({"espalier":"link","version":1,"store":"/x\u0000y","session":1})");
    row("path with a line end", R"({"espalier":"link","version":1,"store":"/x\ny","session":1})");
    row("endless path", R"({"espalier":"link","version":1,"session":1,"store":"/)" + QByteArray(5000, 'a') + R"("})");
    row("no session", R"({"espalier":"link","version":1,"store":"/x"})");
    row("session 0", R"({"espalier":"link","version":1,"store":"/x","session":0})");
    row("session of a half", R"({"espalier":"link","version":1,"store":"/x","session":1.5})");
    row("session too large", R"({"espalier":"link","version":1,"store":"/x","session":18446744073709551615})");
    row("negative node", R"({"espalier":"link","version":1,"store":"/x","session":1,"node":-1})");
    row("node too large", R"({"espalier":"link","version":1,"store":"/x","session":1,"node":4294967296})");
    row("node as text", R"({"espalier":"link","version":1,"store":"/x","session":1,"node":"3"})");
    row("endless", QByteArray(1'000'000, ' '));
    row("deeply nested", QByteArray(10'000, '['));
}

void TestSessionLink::hostileLinksAreRefused()
{
    QFETCH(QByteArray, text);
    const Result<SessionLink> link = linkFromJson(text.toStdString());
    QVERIFY(!link);
    QVERIFY(!link.error().why.empty() && !link.error().todo.empty());
}

void TestSessionLink::aLinkToNothingMakesNothing()
{
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "a.espalier";
    QVERIFY(writeFileAtomic(file, toJson(SessionLink{folder.path() / "gone", 1, {}})));
    QVERIFY(!readLink(file));
    QVERIFY(!std::filesystem::exists(folder.path() / "gone"));
    QVERIFY(Store::open(folder.path() / "here"));
    QVERIFY(writeFileAtomic(file, toJson(SessionLink{folder.path() / "here", 1, {}})));
    QVERIFY(readLink(file));
}

QTEST_APPLESS_MAIN(TestSessionLink)
#include "tst_sessionlink.moc"
