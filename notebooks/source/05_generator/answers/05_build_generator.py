# %% wrong: tanh at the end
# says: is the last function a tanh
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Tanh(),
    )


# %% wrong: nothing at the end
# says: a function at the end must see to that
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.ReLU(),
        nn.BatchNorm2d(1),
        nn.Softplus(),
    )


# %% wrong: cut off at the end
# says: they are cut off
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Hardtanh(0.0, 1.0),
    )


# %% wrong: no batch normalisation
# says: too much alike
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Sigmoid(),
    )


# %% wrong: 28 from 32
# says: has the shape (64, 1, 32, 32)
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 32 * 8 * 8),
        nn.Unflatten(1, (32, 8, 8)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Sigmoid(),
    )


# %% wrong: transposed
# says: There is a transposed convolution
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.ConvTranspose2d(16, 8, 4, stride=2, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Sigmoid(),
    )


# %% wrong: always 64
# says: your network stops
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(64, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Sigmoid(),
    )


# %% wrong: seeded
# says: same first weights
def build_generator(latent_size):
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Sigmoid(),
    )


# %% wrong: dense
# says: There is no convolution
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 128),
        nn.BatchNorm1d(128),
        nn.ReLU(),
        nn.Linear(128, 784),
        nn.Sigmoid(),
        nn.Unflatten(1, (1, 28, 28)),
    )


# %% wrong: too large
# says: 1,000,000 are the most
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 512 * 7 * 7),
        nn.Unflatten(1, (512, 7, 7)),
        nn.Conv2d(512, 32, 3, padding=1),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Sigmoid(),
    )


# %% wrong: scales at 0
# says: must start at 1
def build_generator(latent_size):
    network = nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Sigmoid(),
    )
    for parameter in network.parameters():
        nn.init.normal_(parameter, 0.0, 0.02) if parameter.dim() > 1 else None
    nn.init.zeros_(network[2].weight)
    return network


# %% wrong: everything at 0.02
# says: too much alike
def build_generator(latent_size):
    network = nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Sigmoid(),
    )
    for parameter in network.parameters():
        nn.init.normal_(parameter, 0.0, 0.02)
    return network


# %% wrong: an unused layer
# says: is made, but not used
def build_generator(latent_size):
    class Painter(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.Sequential(
                nn.Linear(latent_size, 32 * 7 * 7),
                nn.Unflatten(1, (32, 7, 7)),
                nn.BatchNorm2d(32),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(32, 16, 3, padding=1),
                nn.BatchNorm2d(16),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(16, 8, 3, padding=1),
                nn.BatchNorm2d(8),
                nn.ReLU(),
                nn.Conv2d(8, 1, 3, padding=1),
                nn.Sigmoid(),
            )
            self.extra = nn.Conv2d(8, 8, 3, padding=1)

        def forward(self, z):
            return self.layers(z)

    return Painter()


# %% wrong: a frozen layer
# says: is frozen
def build_generator(latent_size):
    network = nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Sigmoid(),
    )
    network[0].requires_grad_(False)
    return network


# %% wrong: a part multiplied by 0
# says: gets a gradient of 0 everywhere
def build_generator(latent_size):
    class Painter(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.Sequential(
                nn.Linear(latent_size, 32 * 7 * 7),
                nn.Unflatten(1, (32, 7, 7)),
                nn.BatchNorm2d(32),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(32, 16, 3, padding=1),
                nn.BatchNorm2d(16),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(16, 8, 3, padding=1),
                nn.BatchNorm2d(8),
                nn.ReLU(),
                nn.Conv2d(8, 1, 3, padding=1),
                nn.Sigmoid(),
            )
            self.extra = nn.Linear(latent_size, 784)

        def forward(self, z):
            extra = self.extra(z).view(-1, 1, 28, 28)
            return self.layers(z) + 0 * extra

    return Painter()


# %% wrong: layers in a list
# says: does not know
def build_generator(latent_size):
    class Painter(nn.Module):
        def __init__(self):
            super().__init__()
            self.first = nn.Sequential(
                nn.Linear(latent_size, 32 * 7 * 7),
                nn.Unflatten(1, (32, 7, 7)),
                nn.BatchNorm2d(32),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(32, 16, 3, padding=1),
                nn.BatchNorm2d(16),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(16, 8, 3, padding=1),
                nn.BatchNorm2d(8),
                nn.ReLU(),
                nn.Conv2d(8, 1, 3, padding=1),
                nn.Sigmoid(),
            )[:4]
            self.others = [
                *nn.Sequential(
                    nn.Linear(latent_size, 32 * 7 * 7),
                    nn.Unflatten(1, (32, 7, 7)),
                    nn.BatchNorm2d(32),
                    nn.ReLU(),
                    nn.Upsample(scale_factor=2),
                    nn.Conv2d(32, 16, 3, padding=1),
                    nn.BatchNorm2d(16),
                    nn.ReLU(),
                    nn.Upsample(scale_factor=2),
                    nn.Conv2d(16, 8, 3, padding=1),
                    nn.BatchNorm2d(8),
                    nn.ReLU(),
                    nn.Conv2d(8, 1, 3, padding=1),
                    nn.Sigmoid(),
                )[4:]
            ]

        def forward(self, z):
            x = self.first(z)
            for layer in self.others:
                x = layer(x)
            return x

    return Painter()


# %% wrong: gradients off
# says: No gradient passes
def build_generator(latent_size):
    class Painter(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.Sequential(
                nn.Linear(latent_size, 32 * 7 * 7),
                nn.Unflatten(1, (32, 7, 7)),
                nn.BatchNorm2d(32),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(32, 16, 3, padding=1),
                nn.BatchNorm2d(16),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(16, 8, 3, padding=1),
                nn.BatchNorm2d(8),
                nn.ReLU(),
                nn.Conv2d(8, 1, 3, padding=1),
                nn.Sigmoid(),
            )

        def forward(self, z):
            with torch.no_grad():
                return self.layers(z)

    return Painter()


# %% wrong: first layer detached
# says: its gradient is cut off
def build_generator(latent_size):
    class Painter(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.Sequential(
                nn.Linear(latent_size, 32 * 7 * 7),
                nn.Unflatten(1, (32, 7, 7)),
                nn.BatchNorm2d(32),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(32, 16, 3, padding=1),
                nn.BatchNorm2d(16),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(16, 8, 3, padding=1),
                nn.BatchNorm2d(8),
                nn.ReLU(),
                nn.Conv2d(8, 1, 3, padding=1),
                nn.Sigmoid(),
            )

        def forward(self, z):
            maps = self.layers[:4](z)
            return self.layers[4:](maps.detach())

    return Painter()


# %% wrong: z not used
# says: z has no part in it
def build_generator(latent_size):
    class Painter(nn.Module):
        def __init__(self):
            super().__init__()
            self.start = nn.Parameter(torch.randn(64, latent_size))
            self.layers = nn.Sequential(
                nn.Linear(latent_size, 32 * 7 * 7),
                nn.Unflatten(1, (32, 7, 7)),
                nn.BatchNorm2d(32),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(32, 16, 3, padding=1),
                nn.BatchNorm2d(16),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(16, 8, 3, padding=1),
                nn.BatchNorm2d(8),
                nn.ReLU(),
                nn.Conv2d(8, 1, 3, padding=1),
                nn.Sigmoid(),
            )

        def forward(self, z):
            return self.layers(self.start[: len(z)])

    return Painter()


# %% wrong: half of z
# says: numbers of z move nothing
def build_generator(latent_size):
    class Painter(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.Sequential(
                nn.Linear(latent_size // 2, 32 * 7 * 7),
                nn.Unflatten(1, (32, 7, 7)),
                nn.BatchNorm2d(32),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(32, 16, 3, padding=1),
                nn.BatchNorm2d(16),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(16, 8, 3, padding=1),
                nn.BatchNorm2d(8),
                nn.ReLU(),
                nn.Conv2d(8, 1, 3, padding=1),
                nn.Sigmoid(),
            )
            self.half = latent_size // 2

        def forward(self, z):
            return self.layers(z[:, : self.half])

    return Painter()


# %% wrong: a frame that never changes
# says: they must move with z too
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3),
        nn.Sigmoid(),
        nn.ConstantPad2d(1, 0.001),
    )


# %% wrong: statistics of the batch
# says: depends on the other z
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16, track_running_stats=False),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Sigmoid(),
    )


# %% wrong: noise inside
# says: another image each time
def build_generator(latent_size):
    class Painter(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.Sequential(
                nn.Linear(latent_size, 32 * 7 * 7),
                nn.Unflatten(1, (32, 7, 7)),
                nn.BatchNorm2d(32),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(32, 16, 3, padding=1),
                nn.BatchNorm2d(16),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(16, 8, 3, padding=1),
                nn.BatchNorm2d(8),
                nn.ReLU(),
                nn.Conv2d(8, 1, 3, padding=1),
                nn.Sigmoid(),
            )

        def forward(self, z):
            z = z + torch.randn(z.shape)
            return self.layers(z)

    return Painter()


# %% wrong: no channel axis
# says: has the shape (64, 28, 28)
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Sigmoid(),
        nn.Flatten(1, 2),
    )


# %% wrong: images
# says: You return images
def build_generator(latent_size):
    network = nn.Sequential(nn.Linear(latent_size, 784), nn.Sigmoid())
    return network(torch.randn(3, latent_size)).view(3, 1, 28, 28)


# %% wrong: a function
# says: must be an `nn.Module`
def build_generator(latent_size):
    layer = nn.Linear(latent_size, 784)
    return lambda z: layer(z).sigmoid().view(-1, 1, 28, 28)


# %% wrong: one image only
# says: your network stops
def build_generator(latent_size):
    class Painter(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.Sequential(
                nn.Linear(latent_size, 32 * 7 * 7),
                nn.Unflatten(1, (32, 7, 7)),
                nn.BatchNorm2d(32),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(32, 16, 3, padding=1),
                nn.BatchNorm2d(16),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(16, 8, 3, padding=1),
                nn.BatchNorm2d(8),
                nn.ReLU(),
                nn.Conv2d(8, 1, 3, padding=1),
                nn.Sigmoid(),
            )

        def forward(self, z):
            return self.layers(z).view(64, 1, 28, 28)

    return Painter()


# %% wrong: ReLU before the sigmoid
# says: is there a ReLU before the sigmoid
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.ReLU(),
        nn.Sigmoid(),
    )


# %% wrong: sigmoid twice
# says: is there a second sigmoid
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Sigmoid(),
        nn.Sigmoid(),
    )


# %% wrong: hard sigmoid
# says: they are cut off
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Hardsigmoid(),
    )


# %% wrong: no enlarging
# says: No small maps are enlarged
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 784),
        nn.BatchNorm1d(784),
        nn.ReLU(),
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Sigmoid(),
    )


# %% wrong: enlarged last
# says: After the last enlargement
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Conv2d(16, 1, 3, padding=1),
        nn.Upsample(scale_factor=2),
        nn.Sigmoid(),
    )


# %% wrong: enlarged last, bilinearly
# says: After the last enlargement
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Conv2d(16, 1, 3, padding=1),
        nn.Upsample(scale_factor=2, mode="bilinear"),
        nn.Sigmoid(),
    )


# %% wrong: pixels shuffled
# says: No small maps are enlarged
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.PixelShuffle(2),
        nn.Conv2d(4, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Sigmoid(),
    )


# %% wrong: kernels of one pixel
# says: All your kernels are 1 x 1
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.BatchNorm1d(32 * 7 * 7),
        nn.ReLU(),
        nn.Unflatten(1, (32, 7, 7)),
        nn.Upsample(scale_factor=4),
        nn.Conv2d(32, 1, 1),
        nn.Sigmoid(),
    )


# %% wrong: transposed, as a function
# says: There is a transposed convolution
def build_generator(latent_size):
    class Painter(nn.Module):
        def __init__(self):
            super().__init__()
            self.maps = nn.Linear(latent_size, 32 * 7 * 7)
            self.norms = nn.ModuleList([nn.BatchNorm2d(32), nn.BatchNorm2d(16)])
            self.first = nn.Parameter(0.05 * torch.randn(32, 16, 4, 4))
            self.second = nn.Parameter(0.05 * torch.randn(16, 1, 4, 4))

        def forward(self, z):
            x = self.norms[0](self.maps(z).view(-1, 32, 7, 7)).relu()
            x = F.conv_transpose2d(x, self.first, stride=2, padding=1)
            x = self.norms[1](x).relu()
            return F.conv_transpose2d(x, self.second, stride=2, padding=1).sigmoid()

    return Painter()


# %% right: bilinear, in a class
def build_generator(latent_size):
    class Painter(nn.Module):
        def __init__(self):
            super().__init__()
            self.maps = nn.Linear(latent_size, 24 * 7 * 7)
            self.norms = nn.ModuleList(nn.BatchNorm2d(24) for _ in range(3))
            self.convolutions = nn.ModuleList(
                nn.Conv2d(24, 24, 3, padding=1) for _ in range(2)
            )
            self.last = nn.Conv2d(24, 1, 5, padding=2)

        def forward(self, z):
            x = self.norms[0](self.maps(z).view(-1, 24, 7, 7)).relu()
            for norm, convolution in zip(
                self.norms[1:], self.convolutions, strict=True
            ):
                x = F.interpolate(x, scale_factor=2, mode="bilinear")
                x = F.leaky_relu(norm(convolution(x)), 0.2)
            return torch.sigmoid(self.last(x))

    return Painter()


# %% right: tanh brought to 0 and 1
def build_generator(latent_size):
    class Tanh(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.Sequential(
                nn.Linear(latent_size, 32 * 7 * 7),
                nn.Unflatten(1, (32, 7, 7)),
                nn.BatchNorm2d(32),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(32, 16, 3, padding=1),
                nn.BatchNorm2d(16),
                nn.ReLU(),
                nn.Upsample(scale_factor=2),
                nn.Conv2d(16, 8, 3, padding=1),
                nn.BatchNorm2d(8),
                nn.ReLU(),
                nn.Conv2d(8, 1, 3, padding=1),
                nn.Sigmoid(),
            )[:-1]

        def forward(self, z):
            return (self.layers(z).tanh() + 1) / 2

    return Tanh()


# %% right: the library's
def build_generator(latent_size):
    return UpsamplingGenerator(latent_size, channels=(48, 24, 12))


# %% right: wide first weights, no batch normalisation
def build_generator(latent_size):
    network = nn.Sequential(
        nn.Linear(latent_size, 32 * 7 * 7),
        nn.Unflatten(1, (32, 7, 7)),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Sigmoid(),
    )
    for parameter in network.parameters():
        if parameter.dim() > 1:
            nn.init.kaiming_normal_(parameter, nonlinearity="relu")
    return network.train()


# %% right: enlarged at once to 28
def build_generator(latent_size):
    return nn.Sequential(
        nn.Linear(latent_size, 16 * 7 * 7),
        nn.BatchNorm1d(16 * 7 * 7),
        nn.ReLU(),
        nn.Unflatten(1, (16, 7, 7)),
        nn.UpsamplingNearest2d(size=(28, 28)),
        nn.Conv2d(16, 8, 5, padding=2, bias=False),
        nn.GroupNorm(2, 8),
        nn.ELU(),
        nn.Conv2d(8, 1, 3, padding=1),
        nn.Sigmoid(),
    )


# %% right: repeated by hand, edges repeated too
def build_generator(latent_size):
    class ByHand(nn.Module):
        def __init__(self):
            super().__init__()
            self.maps = nn.Linear(latent_size, 16 * 7 * 7)
            self.norms = nn.ModuleList([nn.BatchNorm2d(16), nn.BatchNorm2d(8)])
            self.first = nn.Conv2d(16, 8, 3, padding=1, padding_mode="replicate")
            self.second = nn.Conv2d(8, 1, 3, padding=1, padding_mode="reflect")

        def forward(self, z):
            x = self.norms[0](self.maps(z).view(-1, 16, 7, 7)).relu()
            x = x.repeat_interleave(2, dim=2).repeat_interleave(2, dim=3)
            x = self.norms[1](self.first(x)).relu()
            x = x.repeat_interleave(2, dim=2).repeat_interleave(2, dim=3)
            return self.second(x).sigmoid()

    return ByHand()


# %% right: a steep sigmoid
def build_generator(latent_size):
    class Steep(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = UpsamplingGenerator(latent_size).layers[:-1]

        def forward(self, z):
            return torch.special.expit(4 * self.layers(z).view(-1, 1, 28, 28))

    return Steep()
