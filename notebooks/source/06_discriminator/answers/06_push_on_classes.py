# %% wrong: the gradient
# says: That is the gradient
def push_on_classes(class_logits):
    s = torch.logsumexp(class_logits, dim=1, keepdim=True)
    return -torch.sigmoid(-s) * class_logits.softmax(dim=1)


# %% wrong: the softmax alone
# says: the chain rule brings a factor
def push_on_classes(class_logits):
    return class_logits.softmax(dim=1)


# %% wrong: the other factor
# says: The factor is P(real)
def push_on_classes(class_logits):
    s = torch.logsumexp(class_logits, dim=1, keepdim=True)
    return torch.sigmoid(s) * class_logits.softmax(dim=1)


# %% wrong: eleven probabilities
# says: the probabilities of the classes beside `fake`
def push_on_classes(class_logits):
    with_fake = torch.cat([class_logits, torch.zeros_like(class_logits[:, :1])], dim=1)
    return with_fake.softmax(dim=1)[:, :-1]


# %% wrong: the most probable alone
# says: You push the most probable class alone
def push_on_classes(class_logits):
    s = torch.logsumexp(class_logits, dim=1, keepdim=True)
    largest = F.one_hot(class_logits.argmax(dim=1), class_logits.shape[1])
    return torch.sigmoid(-s) * largest


# %% wrong: equal shares
# says: Every class gets the same push
def push_on_classes(class_logits):
    s = torch.logsumexp(class_logits, dim=1, keepdim=True)
    return (torch.sigmoid(-s) / class_logits.shape[1]).expand_as(class_logits)


# %% wrong: the whole factor to each
# says: it is shared out among the classes
def push_on_classes(class_logits):
    s = torch.logsumexp(class_logits, dim=1, keepdim=True)
    return torch.sigmoid(-s).expand_as(class_logits)


# %% wrong: the other axis
# says: over the wrong axis
def push_on_classes(class_logits):
    s = torch.logsumexp(class_logits, dim=1, keepdim=True)
    return torch.sigmoid(-s) * class_logits.softmax(dim=0)


# %% wrong: the largest logit
# says: The factor comes from the largest logit
def push_on_classes(class_logits):
    largest = class_logits.max(dim=1, keepdim=True).values
    return torch.sigmoid(-largest) * class_logits.softmax(dim=1)


# %% wrong: a sigmoid each
# says: Each class has a sigmoid of its own
def push_on_classes(class_logits):
    return torch.sigmoid(-class_logits) * class_logits.softmax(dim=1)


# %% wrong: overflow
# says: `exp` of them is too large or 0
def push_on_classes(class_logits):
    exponentials = class_logits.exp()
    total = exponentials.sum(dim=1, keepdim=True)
    return exponentials / total / (1 + total)


# %% wrong: the mean loss
# says: You divide by the number of images
def push_on_classes(class_logits):
    s = torch.logsumexp(class_logits, dim=1, keepdim=True)
    return torch.sigmoid(-s) * class_logits.softmax(dim=1) / len(class_logits)


# %% wrong: of a fake
# says: That is the push of a generated image
def push_on_classes(class_logits):
    s = torch.logsumexp(class_logits, dim=1, keepdim=True)
    return -torch.sigmoid(s) * class_logits.softmax(dim=1)


# %% wrong: one number an image
# says: has the shape
def push_on_classes(class_logits):
    return torch.sigmoid(-class_logits.logsumexp(dim=1))


# %% wrong: autograd
# says: You ask autograd, which is switched off here
def push_on_classes(class_logits):
    x = class_logits.detach().clone().requires_grad_()
    loss = F.softplus(-x.logsumexp(dim=1)).sum()
    return -torch.autograd.grad(loss, x)[0]


# %% wrong: a gradient by torch.func
# says: You ask autograd, which is switched off here
def push_on_classes(class_logits):
    def loss(x):
        return F.softplus(-x.logsumexp(dim=1)).sum()

    return -torch.func.grad(loss)(class_logits)


# %% wrong: a gradient of the input
# says: You ask autograd, which is switched off here
def push_on_classes(class_logits):
    class_logits.requires_grad_()
    F.softplus(-class_logits.logsumexp(dim=1)).sum().backward()
    return -class_logits.grad


# %% wrong: the input is to learn
# says: You switch `requires_grad` on
def push_on_classes(class_logits):
    class_logits.requires_grad_()
    s = torch.logsumexp(class_logits, dim=1, keepdim=True)
    return torch.sigmoid(-s) * class_logits.softmax(dim=1)


# %% wrong: difference quotients
# says: difference quotients have too few digits
def push_on_classes(class_logits):
    x, small = class_logits.double(), 1e-5
    pushes = torch.empty_like(x)
    for k in range(x.shape[1]):
        step = torch.zeros_like(x)
        step[:, k] = small
        up, down = (F.softplus(-(x + h).logsumexp(dim=1)) for h in (step, -step))
        pushes[:, k] = (down - up) / (2 * small)
    return pushes


# %% wrong: probability of fake
# says: the product of two of the eleven probabilities
def push_on_classes(class_logits):
    eleven = F.pad(class_logits, (0, 1)).softmax(dim=1)
    return eleven[:, :-1] * eleven[:, -1:]


# %% wrong: less the class
# says: Your second factor is one less the *class's* probability
def push_on_classes(class_logits):
    p = class_logits.softmax(dim=1)
    return p * (1 - p)


# %% wrong: of the probability
# says: You have P(real) as one factor too many
def push_on_classes(class_logits):
    p_real = class_logits.logsumexp(dim=1, keepdim=True).sigmoid()
    return class_logits.softmax(dim=1) * p_real * (1 - p_real)


# %% wrong: nan_to_num
# says: you mend the numbers
def push_on_classes(class_logits):
    exponentials = class_logits.exp()
    total = exponentials.sum(dim=1, keepdim=True)
    return (exponentials / total / (1 + total)).nan_to_num(0)


# %% wrong: clamped
# says: you mend the numbers
def push_on_classes(class_logits):
    exponentials = class_logits.clamp(-50, 50).exp()
    total = exponentials.sum(dim=1, keepdim=True)
    return exponentials / total / (1 + total)


# %% wrong: the sum of the logits
# says: or from their sum
def push_on_classes(class_logits):
    total = class_logits.sum(dim=1, keepdim=True)
    return torch.sigmoid(-total) * class_logits.softmax(dim=1)


# %% right: one less P(real)
def push_on_classes(class_logits):
    s = torch.logsumexp(class_logits, dim=1, keepdim=True)
    return (1 - torch.sigmoid(s)) * F.softmax(class_logits, dim=1)


# %% right: two softmaxes
def push_on_classes(class_logits):
    with_fake = torch.cat([class_logits, torch.zeros_like(class_logits[:, :1])], dim=1)
    return class_logits.softmax(dim=1) * with_fake.softmax(dim=1)[:, -1:]


# %% right: logarithms
def push_on_classes(class_logits):
    s = class_logits.logsumexp(dim=1, keepdim=True)
    return (class_logits - s + F.logsigmoid(-s)).exp()


# %% right: row by row
def push_on_classes(class_logits):
    import math

    rows = []
    for row in class_logits.tolist():
        top = max(row)
        exponentials = [math.exp(value - top) for value in row]
        total = sum(exponentials)
        fake = math.exp(min(-top, 700)) / (total + math.exp(min(-top, 700)))
        rows.append([value / total * fake for value in exponentials])
    return torch.tensor(rows)
