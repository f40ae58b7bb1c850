#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <string>

class QObject;

namespace espalier {

class MainWindow;

/// What a dialog that asks for a file to write says.
struct SaveQuestion
{
    QString title;
    QString proposal;      ///< name of the file
    QString suffix{};      ///< that a name without one gets
    QStringList filters{}; ///< "Tables (*.csv)"; empty: all files
};

/// Lets a file be chosen; the dialog does not block. `chosen` gets its path, as long as `context` lives.
void askForFile(MainWindow& window, const SaveQuestion& question, const QObject* context,
                std::function<void(const QString& path)> chosen);

/// Writes the file as a whole or not at all, and says in the window `done`, or why not.
void writeAndSay(MainWindow& window, const QString& path, const std::string& bytes, const QString& done);

} // namespace espalier
