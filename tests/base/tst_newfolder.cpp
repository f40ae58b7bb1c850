#include "core/base/file.h"
#include "core/base/newfolder.h"
#include "core/base/temporaryfolder.h"

#include <QTest>

#include <vector>

using namespace espalier;

namespace fs = std::filesystem;

/// Folders that are there whole or not at all.
class NewFolderTest : public QObject
{
    Q_OBJECT

private:
    TemporaryFolder m_folder;

    std::vector<fs::path> entries() const
    {
        return {fs::directory_iterator(m_folder.path()), fs::directory_iterator()};
    }

private slots:
    void init();
    void isThereOnlyWhenPlaced();
    void leavesNothingBehind();
    void takesTheFoldersAboveAlong();
    void takesNobodysPlace();
    void saysWhatCannotBeWritten();
};

void NewFolderTest::init()
{
    for (const fs::path& entry : entries()) {
        fs::remove_all(entry);
    }
}

void NewFolderTest::isThereOnlyWhenPlaced()
{
    Result<NewFolder> folder = NewFolder::begin(m_folder.path() / "made");
    QVERIFY(folder);
    QVERIFY(writeFileAtomic(folder->path() / "a.txt", "a"));
    QVERIFY(!fs::exists(m_folder.path() / "made"));
    QVERIFY(folder->place());
    QCOMPARE(*readFile(m_folder.path() / "made" / "a.txt"), std::string("a"));
    QCOMPARE(entries().size(), std::size_t{1});
    QVERIFY((fs::status(m_folder.path() / "made").permissions() & fs::perms::others_exec) != fs::perms::none);
}

void NewFolderTest::leavesNothingBehind()
{
    {
        Result<NewFolder> folder = NewFolder::begin(m_folder.path() / "made");
        QVERIFY(folder && writeFileAtomic(folder->path() / "a.txt", "a"));
        const NewFolder moved = *std::move(folder);
        QCOMPARE(entries().size(), std::size_t{1});
        QVERIFY(moved.target() == m_folder.path() / "made");
    }
    QVERIFY(entries().empty());
}

void NewFolderTest::takesTheFoldersAboveAlong()
{
    Result<NewFolder> folder = NewFolder::begin(m_folder.path() / "a" / "b" / "made");
    QVERIFY(folder && folder->place());
    QVERIFY(fs::is_directory(m_folder.path() / "a" / "b" / "made"));
}

void NewFolderTest::takesNobodysPlace()
{
    const fs::path taken = m_folder.path() / "taken";
    Result<NewFolder> folder = NewFolder::begin(taken);
    QVERIFY(folder && writeFileAtomic(folder->path() / "a.txt", "ours"));
    fs::create_directory(taken);
    QVERIFY(writeFileAtomic(taken / "a.txt", "theirs"));
    const Result<void> placed = folder->place();
    QVERIFY(!placed);
    QVERIFY(placed.error().sentence().find(taken.string()) != std::string::npos);
    QCOMPARE(*readFile(taken / "a.txt"), std::string("theirs"));
    fs::remove(taken / "a.txt");
    QVERIFY(folder->place()); // an empty one is nobody's
    QCOMPARE(*readFile(taken / "a.txt"), std::string("ours"));
}

void NewFolderTest::saysWhatCannotBeWritten()
{
    const Result<NewFolder> folder = NewFolder::begin("/proc/none/made");
    QVERIFY(!folder);
    QVERIFY(folder.error().kind == ErrorKind::Machine);
    QVERIFY(folder.error().sentence().starts_with("cannot write the folder /proc/none/made: "));
}

QTEST_APPLESS_MAIN(NewFolderTest)
#include "tst_newfolder.moc"
