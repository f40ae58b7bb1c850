#include "core/base/words.h"

#include <QTest>

using namespace espalier;

/// Lines of text as the words in them.
class TestWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsAreTrimmed_data();
    void endsAreTrimmed();
    void wordsStandBetweenBlanks_data();
    void wordsStandBetweenBlanks();
    void aTrimmedTextIsAViewIntoIt();
};

void TestWords::endsAreTrimmed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("trimmed");
    QTest::newRow("nothing") << QByteArray("") << QByteArray("");
    QTest::newRow("blanks alone") << QByteArray(" \t\r\n\v\f") << QByteArray("");
    QTest::newRow("both ends") << QByteArray("\t a line\r\n") << QByteArray("a line");
    QTest::newRow("inside they stay") << QByteArray("a  b") << QByteArray("a  b");
    QTest::newRow("letters beyond ASCII stay") << QByteArray(" \u00e4\u00a0") << QByteArray("\u00e4\u00a0");
}

void TestWords::endsAreTrimmed()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, trimmed);
    const std::string whole = text.toStdString();
    QCOMPARE(std::string(espalier::trimmed(whole)), trimmed.toStdString());
}

void TestWords::wordsStandBetweenBlanks_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("words");
    QTest::newRow("nothing") << QByteArray("") << QByteArrayList{};
    QTest::newRow("blanks alone") << QByteArray(" \n ") << QByteArrayList{};
    QTest::newRow("one") << QByteArray("-O3") << QByteArrayList{"-O3"};
    QTest::newRow("several") << QByteArray("\t-O3  -g\n-fopenmp ") << QByteArrayList{"-O3", "-g", "-fopenmp"};
}

void TestWords::wordsStandBetweenBlanks()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArrayList, words);
    QByteArrayList got;
    for (const std::string& word : wordsOf(text.toStdString())) {
        got << QByteArray::fromStdString(word);
    }
    QCOMPARE(got, words);
}

void TestWords::aTrimmedTextIsAViewIntoIt()
{
    const std::string_view text = "  a  ";
    QVERIFY(trimmed(text).data() == text.data() + 2);
}

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
