#pragma once

#include <QDialog>

#include <functional>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;

namespace espalier {

/// Something that can be found by a few letters.
struct PaletteEntry
{
    QString title;
    QString detail; ///< at the right: the keys, or what kind of thing it is
    std::function<void()> run;
    bool enabled = true;
};

/// A box at the top of the window in which everything is found by typing and chosen with Return; the mouse works too.
/// It closes when something was chosen, on Escape, and when something else is clicked.
class CommandPalette : public QDialog
{
    Q_OBJECT
public:
    /// Entries for a text that is not in the list, such as a node's number; asked at every change of the text.
    using Extra = std::function<std::vector<PaletteEntry>(const QString& text)>;

    CommandPalette(std::vector<PaletteEntry> entries, Extra extra, QWidget* parent);

    QLineEdit& box() { return *m_box; }
    /// The titles shown, best first.
    QStringList shown() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void search(const QString& text);
    void announce();
    void choose();

    std::vector<PaletteEntry> m_entries;
    Extra m_extra;
    std::vector<PaletteEntry> m_found;
    QLineEdit* m_box;
    QListWidget* m_list;
    QLabel* m_nothing; ///< in the list's place where it is empty
};

} // namespace espalier
