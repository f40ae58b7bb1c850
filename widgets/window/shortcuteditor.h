#pragma once

#include "widgets/common/actions.h"

#include <QDialog>

#include <map>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace espalier {

/// Every command with its keys. Keys are changed below the list, two commands with the same keys are named at once, and
/// nothing is saved while there are such.
class ShortcutEditor : public QDialog
{
    Q_OBJECT
public:
    /// `keys`: what was changed so far, see Settings::keys.
    ShortcutEditor(const Actions& actions, const std::map<QString, QString>& keys, QWidget* parent = nullptr);

    /// What differs from the usual keys.
    std::map<QString, QString> keys() const;
    /// For whoever drives it: as if the keys had been typed for this command.
    void setKeys(Do id, const QKeySequence& keys);
    QString conflict() const;

private:
    void fillList(const Actions& actions, const std::map<QString, QString>& keys);
    QWidget* makeEditRow();
    void refresh();
    void showCurrent();
    void takeKeys(const QKeySequence& keys);
    void filter(const QString& text);
    const ActionSpec* current() const;

    std::map<QString, QKeySequence> m_keys; ///< of every command, by actionName()
    QLineEdit* m_filter;
    QTreeWidget* m_list;
    QLabel* m_nothing; ///< in the list's place while it is empty
    QLabel* m_title;
    QKeySequenceEdit* m_edit;
    QPushButton* m_usual;
    QPushButton* m_none;
    QLabel* m_conflict;
    QPushButton* m_save;
};

} // namespace espalier
