#pragma once

#include <QWidget>

class QLabel;

namespace espalier {

class FlatButton;

/// A sentence about what is not shown, and the button that shows it all the same.
class GuardBar : public QWidget
{
    Q_OBJECT
public:
    explicit GuardBar(QWidget* parent = nullptr);

    /// Hidden while the sentence is empty.
    void setSentence(const QString& sentence, const QString& button = {});
    QString sentence() const;
    FlatButton& button() { return *m_button; }

Q_SIGNALS:
    void overruled();

private:
    QLabel* m_label;
    FlatButton* m_button;
};

} // namespace espalier
