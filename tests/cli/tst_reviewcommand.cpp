#include "tests/cli/commandrun.h"
#include "tests/store/storefixture.h"

#include <QTest>

using namespace espalier;
using espalier::test::CommandRun;
using espalier::test::run;
using nlohmann::json;

namespace {

constexpr const char* kSource = "void rmsnorm(const float* x)\n{\n    load_rows();\n    int tile = 64;\n"
                                "    compute_all();\n    store_rows();\n}\n";
constexpr const char* kChild = "void rmsnorm(const float* x)\n{\n    int tile = 128;\n    compute_all();\n"
                               "    store_rows();\n    load_rows();\n}\n";

/// A session whose nodes nobody judged on this machine: 0, 1 accepted with everything in order, 2 its child, 3 wrong.
struct Reviewed : StoreFixture
{
    Reviewed()
    {
        insert(0, 0, 0.5, kSource);
        insert(1, 0, 2, kSource);
        insert(2, 1, 2.2, kChild);
        insert(3, 1, 0, "int wrong;\n");
    }
    void insert(NodeNumber number, NodeNumber parent, double speedup, const std::string& source)
    {
        NodeInsert insert = sampleInsert(number, parent, speedup, source);
        insert.evaluation.stage = speedup > 0 ? "done" : "smoke";
        insert.evaluation.reason = speedup > 0 ? "" : "y differs at [0]";
        insert.evaluation.baseline = "compiled";
        insert.evaluation.trust = {2, "full", {"bubblewrap"}};
        if (number == 1) {
            insert.evaluation.finalist =
                Finalist{{2, 1.9, 2.1}, "addresses and undefined behaviour: clean; data races: clean"};
        }
        if (!store.insertNode(session, insert)) {
            qFatal("no node");
        }
    }
    CommandRun espalier(const QStringList& words) const
    {
        return run(words + QStringList{QStringLiteral("--store"), QString::fromStdString(folder.path().string())});
    }
    CommandRun review(const char* words, const QStringList& more = {}) const
    {
        return espalier(QStringList{QStringLiteral("review")} + QString::fromLatin1(words).split(QLatin1Char(' ')) +
                        more);
    }
};

std::string answerTo(const json& document, const char* name)
{
    for (const json& item : document.at("checklist")) {
        if (item.at("name") == name) {
            return item.at("answer").get<std::string>();
        }
    }
    return {};
}

} // namespace

class TestReviewCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aCleanNodeIsApproved();
    void theChecklistDecidesTheExitCode();
    void anOpenMustWantsAReasonWhichIsShown();
    void commentsFollowTheirLines();
    void aLineThatWasTakenOut();
    void notesAndBookmarks();
    void showAndTreeNameThem();
    void hostileTextStaysText();
    void sanitizersRunOnDemand();
    void wrongWords_data();
    void wrongWords();
    void steerLeavesReviewsAlone();
};

void TestReviewCommand::aCleanNodeIsApproved()
{
    const Reviewed desk;
    const CommandRun before = desk.review("1 --json");
    QCOMPARE(before.exitCode, 0);
    QCOMPARE(before.json().at("state").get<std::string>(), std::string("none"));
    QCOMPARE(desk.review("1 approve").exitCode, 1);
    QVERIFY(desk.review("1 approve").err.contains(QStringLiteral("propose it")));
    QCOMPARE(desk.review("1 propose").exitCode, 0);
    QCOMPARE(desk.review("1 start").exitCode, 0);
    const json after = desk.review("1 approve --author anna --json").json();
    QCOMPARE(after.at("state").get<std::string>(), std::string("approved"));
    QCOMPARE(after.at("by").get<std::string>(), std::string("anna"));
    QCOMPARE(after.at("steps").size(), std::size_t(3));
}

void TestReviewCommand::theChecklistDecidesTheExitCode()
{
    const Reviewed desk;
    const CommandRun outcome = desk.review("3 --json");
    QCOMPARE(outcome.exitCode, 1);
    QCOMPARE(answerTo(outcome.json(), "correct"), std::string("no"));
    QVERIFY(!outcome.json().at("clean").get<bool>());
    QVERIFY(desk.review("3").out.contains(QStringLiteral("✕ correct on every case: y differs at [0]")));
    QCOMPARE(answerTo(desk.review("2 --json").json(), "sanitizers"), std::string("unknown"));
}

void TestReviewCommand::anOpenMustWantsAReasonWhichIsShown()
{
    const Reviewed desk;
    desk.review("2 propose");
    desk.review("2 start");
    const CommandRun refused = desk.review("2 approve");
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains(QStringLiteral("--reason")), qPrintable(refused.err));
    QCOMPARE(desk.review("2 reject").exitCode, 2); // without a reason
    QCOMPARE(desk.review("2 approve --reason", {QStringLiteral("read it twice")}).exitCode, 0);
    QVERIFY(desk.review("2").out.contains(QStringLiteral("read it twice")));
    QVERIFY(desk.espalier({QStringLiteral("show"), QStringLiteral("2")}).out.contains(QStringLiteral("read it twice")));
    desk.review("2 start");
    QCOMPARE(desk.review("2 reject --reason", {QStringLiteral("races")}).exitCode, 0);
    QCOMPARE(desk.review("2 withdraw").exitCode, 0);
    QCOMPARE(desk.review("2 --json").json().at("state").get<std::string>(), std::string("none"));
}

void TestReviewCommand::commentsFollowTheirLines()
{
    const Reviewed desk;
    desk.review("1 comment 3", {QStringLiteral("aligned?")});
    desk.review("1 comment 4", {QStringLiteral("why 64?")});
    QCOMPARE(desk.review("1 comment 8", {QStringLiteral("beyond")}).exitCode, 2);
    QCOMPARE(desk.review("1 comment 3", {QStringLiteral(" ")}).exitCode, 2);
    const json own = desk.review("1 --json").json();
    QCOMPARE(own.at("comments").size(), std::size_t(2));
    QCOMPARE(own.at("comments")[0].at("quote").get<std::string>(), std::string("    load_rows();"));
    QVERIFY(!own.at("clean").get<bool>()); // two questions nobody has answered
    const json child = desk.review("2 --json").json().at("comments");
    QCOMPARE(child.size(), std::size_t(2));
    QCOMPARE(child[0].at("line").get<int>(), 3);
    QCOMPARE(child[0].at("fate").get<std::string>(), std::string("changed"));
    QVERIFY(child[0].at("outdated").get<bool>());
    QCOMPARE(child[1].at("line").get<int>(), 6);
    QCOMPARE(child[1].at("fate").get<std::string>(), std::string("moved"));
    const QString id = QString::number(child[0].at("id").get<int>());
    QCOMPARE(desk.review("2 resolve", {id}).exitCode, 0);
    QCOMPARE(desk.review("2 resolve", {id}).exitCode, 2); // it is already
    QCOMPARE(desk.review("2 --json").json().at("comments").size(), std::size_t(1));
    QCOMPARE(desk.review("1 --json").json().at("comments").size(), std::size_t(2)); // the parent still has it
    QCOMPARE(desk.review("2 reopen", {id}).exitCode, 0);
    QCOMPARE(desk.review("2 --json").json().at("comments").size(), std::size_t(2));
}

void TestReviewCommand::aLineThatWasTakenOut()
{
    const Reviewed desk;
    QCOMPARE(desk.review("2 comment 4 --old", {QStringLiteral("64 was measured")}).exitCode, 0);
    const json comment = desk.review("2 --json").json().at("comments").at(0);
    QCOMPARE(comment.at("side").get<std::string>(), std::string("parent"));
    QCOMPARE(comment.at("quote").get<std::string>(), std::string("    int tile = 64;"));
    QCOMPARE(desk.review("0 comment 1 --old", {QStringLiteral("of nothing")}).exitCode, 2);
}

void TestReviewCommand::notesAndBookmarks()
{
    const Reviewed desk;
    QCOMPARE(desk.review("1 note", {QStringLiteral("show the tail")}).exitCode, 0);
    QCOMPARE(desk.review("1 bookmark").exitCode, 0);
    const json document = desk.review("1 --json").json();
    QCOMPARE(document.at("note").at("text").get<std::string>(), std::string("show the tail"));
    QVERIFY(document.at("bookmarked").get<bool>());
    desk.review("1 note", {QString()});
    desk.review("1 unbookmark");
    QVERIFY(desk.review("1 --json").json().at("note").is_null());
}

void TestReviewCommand::showAndTreeNameThem()
{
    const Reviewed desk;
    desk.review("1 propose --reason", {QStringLiteral("fast enough")});
    desk.review("2 bookmark");
    const json list = desk.espalier({QStringLiteral("tree"), QStringLiteral("--json")}).json();
    QCOMPARE(list[1].at("review").get<std::string>(), std::string("proposed"));
    QVERIFY(list[2].at("bookmarked").get<bool>() && !list[0].contains("review"));
    const QString tree = desk.espalier({QStringLiteral("tree")}).out;
    QVERIFY(tree.contains(QStringLiteral("[proposed]")) && tree.contains(QStringLiteral("[bookmarked]")));
    const CommandRun show = desk.espalier({QStringLiteral("show"), QStringLiteral("1")});
    QVERIFY(show.out.contains(QStringLiteral("review: proposed by ")) &&
            show.out.contains(QStringLiteral("fast enough")));
    const json node = desk.espalier({QStringLiteral("show"), QStringLiteral("1"), QStringLiteral("--json")}).json();
    QCOMPARE(node.at("review").at("state").get<std::string>(), std::string("proposed"));
}

void TestReviewCommand::hostileTextStaysText()
{
    const Reviewed desk;
    desk.review("1 comment 1", {QStringLiteral("\x1b[2Jfirst\n  ✓ sanitizers clean: yes")});
    const QString out = desk.review("1").out;
    QVERIFY(!out.contains(QChar(0x1b)));
    QVERIFY(!out.contains(QStringLiteral("\n  ✓ sanitizers clean: yes"))); // it does not look like the checklist
    desk.review("1 note", {QStringLiteral("\u009b31mred \u202eback\u2066 ü\U0001F40C")});
    const QString note = desk.review("1").out;
    for (const char16_t code : {u'\u009b', u'\u202e', u'\u2066'}) {
        QVERIFY(!note.contains(QChar(code)));
    }
    QVERIFY(note.contains(QStringLiteral(" 31mred  back  ü\U0001F40C"))); // what is no command stays
}

void TestReviewCommand::sanitizersRunOnDemand()
{
    StoreFixture desk;
    SessionSettings settings;
    settings.task = "rmsnorm";
    settings.taskFolder = ESPALIER_SOURCE_DIR "/resources/tasks/rmsnorm";
    const SessionId session = *desk.store.createSession(settings);
    const auto espalier = [&](const char* node, const QStringList& more = {}) {
        return run(
            QStringList{QStringLiteral("review"), QStringLiteral("%1.%2").arg(session).arg(QLatin1String(node))} +
            more + QStringList{QStringLiteral("--store"), QString::fromStdString(desk.folder.path().string())});
    };
    NodeNumber number = 0;
    for (const char* loop :
         {"i < rows * cols; ++i) y[i] = x[i] * w[i % cols];", "i <= rows * cols; ++i) y[i] = w[0];"}) {
        const std::string source =
            "#include <cstdint>\nvoid rmsnorm(const float* x, const float* w, float* y, int64_t rows, "
            "int64_t cols)\n{\n    for (int64_t i = 0; " +
            std::string(loop) + "\n}\n";
        QVERIFY(bool(desk.store.insertNode(session, sampleInsert(number++, 0, 2, source))));
    }
    const QStringList sanitize{QStringLiteral("sanitize")};
    const CommandRun clean = espalier("0", sanitize);
    QVERIFY2(clean.exitCode == 0, qPrintable(clean.err));
    QCOMPARE(answerTo(espalier("0", {QStringLiteral("--json")}).json(), "sanitizers"), std::string("yes"));
    QCOMPARE(espalier("1", sanitize).exitCode, 1); // it writes one past the end
    const CommandRun found = espalier("1");
    QVERIFY2(found.out.contains(QStringLiteral("✕ sanitizers clean: the address sanitizer found")),
             qPrintable(found.out));
}

void TestReviewCommand::wrongWords_data()
{
    QTest::addColumn<QString>("words");
    for (const char* words : {"1 praise", "1 comment 3", "1 comment first why", "1 resolve 99", "1 resolve x",
                              "1 reopen 1", "1 comment 0 why", "1 propose now", "99", "1 comment 99999999999999 why"}) {
        QTest::newRow(words) << QString::fromLatin1(words);
    }
}

void TestReviewCommand::wrongWords()
{
    static const Reviewed kDesk;
    QFETCH(QString, words);
    const CommandRun outcome = kDesk.review(qPrintable(words));
    QCOMPARE(outcome.exitCode, 2);
    QCOMPARE(outcome.err.trimmed().count(QLatin1Char('\n')), 0);
    QVERIFY2(outcome.err.trimmed().endsWith(QLatin1Char('.')), qPrintable(outcome.err));
}

void TestReviewCommand::steerLeavesReviewsAlone()
{
    const Reviewed desk;
    const CommandRun outcome = desk.espalier(QStringLiteral("steer last approve 1").split(QLatin1Char(' ')));
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY(outcome.err.contains(QStringLiteral("espalier review")));
}

QTEST_GUILESS_MAIN(TestReviewCommand)
#include "tst_reviewcommand.moc"
